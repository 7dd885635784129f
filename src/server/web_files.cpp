// SPDX-License-Identifier: Apache-2.0
// Files of the console in memory, with types, tags and gzip.
#include "server/web_files.hpp"

#include <zlib.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

#include "server/answers.hpp"
#include "server/auth/tokens.hpp"

namespace vigie::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMost = 128UL * 1024 * 1024;

struct Type {
  std::string_view extension;
  const char* name;
  bool text;
};
constexpr std::array kTypes{
    Type{".html", "text/html; charset=utf-8", true},
    Type{".js", "text/javascript; charset=utf-8", true},
    Type{".mjs", "text/javascript; charset=utf-8", true},
    Type{".css", "text/css; charset=utf-8", true},
    Type{".json", "application/json", true},
    Type{".map", "application/json", true},
    Type{".svg", "image/svg+xml", true},
    Type{".webmanifest", "application/manifest+json", true},
    Type{".txt", "text/plain; charset=utf-8", true},
    Type{".pbf", "application/x-protobuf", true},
    Type{".wasm", "application/wasm", true},
    Type{".png", "image/png", false},
    Type{".webp", "image/webp", false},
    Type{".jpg", "image/jpeg", false},
    Type{".ico", "image/x-icon", false},
    Type{".woff2", "font/woff2", false},
    Type{".mp3", "audio/mpeg", false},
    Type{".ogg", "audio/ogg", false},
    Type{".wav", "audio/wav", true},
};
constexpr Type kOther{"", "application/octet-stream", false};

const Type& type_of(const std::string& path) {
  for (const Type& type : kTypes)
    if (path.ends_with(type.extension)) return type;
  return kOther;
}

/// Empty where it does not pay.
std::string gzipped(const std::string& bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  if (deflateInit2(&stream, 6, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib's signature; it only reads
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return whole && out.size() + 64 < bytes.size() ? out : std::string();
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Result<WebFiles> WebFiles::read(const std::string& root) {
  WebFiles files;
  if (root.empty()) return files;
  std::error_code error;
  if (!fs::is_directory(root, error)) return Error{ErrorKind::NotFound, root + " is no directory of web files"};
  std::size_t total = 0;
  for (fs::recursive_directory_iterator at(root, error), end; at != end; at.increment(error)) {
    if (error) return Error{ErrorKind::Io, root + " cannot be read"};
    if (!at->is_regular_file(error) || at->is_symlink(error)) continue;
    std::ifstream in(at->path(), std::ios::binary);
    std::ostringstream read;
    read << in.rdbuf();
    if (!in) return Error{ErrorKind::Io, at->path().string() + " cannot be read"};
    File file;
    file.bytes = read.str();
    total += file.bytes.size();
    if (total > kMost) return Error{ErrorKind::TooLarge, root + " has more than 128 MiB"};
    const std::string path = "/" + fs::relative(at->path(), root, error).generic_string();
    const Type& type = type_of(path);
    file.type = type.name;
    if (type.text && !file.bytes.empty()) file.gzip = gzipped(file.bytes);
    file.etag = '"' + auth::hash_token(file.bytes).substr(0, 32) + '"';
    file.immutable = path.starts_with("/assets/");
    files.files_.emplace(path, std::move(file));
  }
  return files;
}

Response WebFiles::answer(const Request& request) const {
  auto found = files_.find(request.path);
  const bool client_route = last_part(request.path).find('.') == std::string::npos;
  if (found == files_.end() && client_route) found = files_.find("/index.html");
  if (found == files_.end()) return refuse({ErrorKind::NotFound, "there is no such file"});
  const File& file = found->second;
  Response response;
  response.type = file.type;
  response.headers = {{"ETag", file.etag},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (request.if_none_match == file.etag) {
    response.status = 304;
    return response;
  }
  if (request.accepts_gzip && !file.gzip.empty()) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = file.gzip;
  } else {
    response.body = file.bytes;
  }
  return response;
}

}  // namespace vigie::server
