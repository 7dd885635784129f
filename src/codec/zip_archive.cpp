// SPDX-License-Identifier: Apache-2.0
// libzip over a buffer, with what it unpacks counted.
#include "codec/zip_archive.hpp"

#include <zip.h>

#include <string>
#include <utility>

#include "codec/field_text.hpp"

namespace vigie::codec {

struct ZipArchive::Opened {
  Opened(zip_t* opened, const ZipLimits& agreed) : zip(opened), limits(agreed) {}
  ~Opened() { zip_discard(zip); }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  zip_t* zip;
  ZipLimits limits;
  std::uint64_t unpacked_bytes = 0;
};

namespace {

Error no_zip(zip_error_t& error) {
  Error told{ErrorKind::Malformed, std::string("not a zip: ") + zip_error_strerror(&error)};
  zip_error_fini(&error);
  return told;
}

}  // namespace

ZipArchive::ZipArchive(std::shared_ptr<Opened> opened) : opened_(std::move(opened)) {}
ZipArchive::~ZipArchive() = default;
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;

Result<ZipArchive> ZipArchive::open_bytes(std::string_view bytes, const ZipLimits& limits) {
  if (bytes.size() > limits.packed_bytes)
    return Error{ErrorKind::TooLarge, "a zip of " + std::to_string(bytes.size()) + " bytes, expected " +
                                          std::to_string(limits.packed_bytes) + " at most"};
  if (!bytes.starts_with("PK")) return Error{ErrorKind::Malformed, "not a zip"};
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (!source) return no_zip(error);
  zip_t* const zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (!zip) {
    zip_source_free(source);
    return no_zip(error);
  }
  zip_error_fini(&error);
  auto opened = std::make_shared<Opened>(zip, limits);
  if (zip_get_num_entries(zip, 0) > limits.files)
    return Error{ErrorKind::TooLarge, "a zip of more than " + std::to_string(limits.files) + " files"};
  return ZipArchive(std::move(opened));
}

bool ZipArchive::has(std::string_view name) const {
  return zip_name_locate(opened_->zip, std::string(name).c_str(), 0) >= 0;
}

Result<ReadPiece> ZipArchive::open(std::string_view name) const {
  const std::string file(name);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat(opened_->zip, file.c_str(), 0, &stat) != 0) return Error{ErrorKind::NotFound, file + " is not there"};
  constexpr zip_uint64_t kNeeded = ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  const bool readable = (stat.valid & kNeeded) == kNeeded && stat.encryption_method == ZIP_EM_NONE &&
                        (stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE);
  if (!readable) return Error{ErrorKind::Malformed, file + ": encrypted, or packed otherwise than by deflate"};
  zip_file_t* const raw = zip_fopen_index(opened_->zip, stat.index, 0);
  if (!raw) return Error{ErrorKind::Corrupt, file + ": " + one_line(zip_strerror(opened_->zip), 100)};
  const std::shared_ptr<zip_file_t> entry(raw, [keep = opened_](zip_file_t* closed) { zip_fclose(closed); });

  const std::uint64_t packed = stat.comp_size;
  return ReadPiece([opened = opened_, entry, file, packed, own = std::uint64_t{0}](
                       char* into, std::size_t most) mutable -> Result<std::size_t> {
    const zip_int64_t read = zip_fread(entry.get(), into, most);
    if (read < 0) return Error{ErrorKind::Corrupt, file + " does not unpack, or its checksum is wrong"};
    own += static_cast<std::uint64_t>(read);
    opened->unpacked_bytes += static_cast<std::uint64_t>(read);
    const ZipLimits& limits = opened->limits;
    if (opened->unpacked_bytes > limits.unpacked_bytes)
      return Error{ErrorKind::TooLarge,
                   file + ": more than " + std::to_string(limits.unpacked_bytes) + " bytes when unpacked"};
    if (own > limits.ratio_from_bytes && own / limits.ratio > packed)
      return Error{ErrorKind::TooLarge,
                   file + ": unpacks to more than " + std::to_string(limits.ratio) + " times its size"};
    return static_cast<std::size_t>(read);
  });
}

}  // namespace vigie::codec
