// SPDX-License-Identifier: Apache-2.0
// Claims about zips: what is unpacked, and what is refused before it fills the memory.
#include "codec/zip_archive.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace vigie::codec {
namespace {

enum class Packing { Deflated, Stored, Encrypted };

/// A zip of these files, made by libzip in memory.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files, Packing packing = Packing::Deflated) {
  zip_error_t error;
  zip_source_t* const made = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* const zip = zip_open_from_source(made, ZIP_CREATE | ZIP_TRUNCATE, &error);
  zip_source_keep(made);
  for (const auto& [name, text] : files) {
    zip_source_t* const source = zip_source_buffer(zip, text.data(), text.size(), 0);
    const auto index = static_cast<zip_uint64_t>(zip_file_add(zip, name.c_str(), source, 0));
    zip_set_file_compression(zip, index, packing == Packing::Stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 1);
    if (packing == Packing::Encrypted) zip_file_set_encryption(zip, index, ZIP_EM_AES_256, "secret");
  }
  EXPECT_EQ(zip_close(zip), 0);
  zip_stat_t stat;
  zip_source_stat(made, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(made);
  zip_source_read(made, bytes.data(), bytes.size());
  zip_source_close(made);
  zip_source_free(made);
  return bytes;
}

/// The file, or what it was refused with.
std::string unpacked(const std::string& bytes, const std::string& name, const ZipLimits& limits = {}) {
  const auto archive = ZipArchive::open_bytes(bytes, limits);
  if (!archive) return archive.error().what;
  const auto piece = archive->open(name);
  if (!piece) return piece.error().what;
  std::string text;
  char buffer[1000];
  for (;;) {
    const auto read = (*piece)(buffer, sizeof buffer);
    if (!read) return read.error().what;
    if (*read == 0) return text;
    text.append(buffer, *read);
  }
}

TEST(ZipArchive, FilesComeWhole) {
  const std::string large(100'000, 'x');
  for (const Packing packing : {Packing::Deflated, Packing::Stored}) {
    const std::string zip = zip_of({{"a.txt", "one"}, {"b.txt", large}}, packing);
    EXPECT_EQ(unpacked(zip, "a.txt"), "one");
    EXPECT_EQ(unpacked(zip, "b.txt"), large);
    EXPECT_TRUE(ZipArchive::open_bytes(zip)->has("b.txt"));
    EXPECT_FALSE(ZipArchive::open_bytes(zip)->has("c.txt"));
  }
  EXPECT_EQ(unpacked(zip_of({{"a.txt", "one"}}), "c.txt"), "c.txt is not there");
}

TEST(ZipArchive, APieceOutlivesItsArchive) {
  const std::string zip = zip_of({{"a.txt", "one"}});
  const ReadPiece piece = ZipArchive::open_bytes(zip)->open("a.txt").value();
  char buffer[10];
  EXPECT_EQ(piece(buffer, sizeof buffer).value(), 3u);
}

TEST(ZipArchive, WhatUnpacksToTooMuchIsRefusedOnTheWay) {
  const std::string bomb = zip_of({{"a.txt", std::string(3'000'000, '0')}});
  EXPECT_LT(bomb.size(), 20'000u);
  EXPECT_EQ(unpacked(bomb, "a.txt").size(), 3'000'000u) << "a small one does no harm";
  EXPECT_EQ(unpacked(bomb, "a.txt", {.ratio_from_bytes = 1'000'000}), "a.txt: unpacks to more than 200 times its size");
  EXPECT_EQ(unpacked(bomb, "a.txt", {.unpacked_bytes = 1'000'000}), "a.txt: more than 1000000 bytes when unpacked");
  EXPECT_EQ(unpacked(zip_of({{"a", ""}, {"b", ""}, {"c", ""}}), "a", {.files = 2}), "a zip of more than 2 files");
  EXPECT_EQ(unpacked(bomb, "a.txt", {.packed_bytes = 10}).substr(0, 9), "a zip of ");
}

TEST(ZipArchive, DamageIsSeen) {
  const std::string zip = zip_of({{"a.txt", std::string(50'000, 'x') + "y"}}, Packing::Stored);
  std::string damaged = zip;
  damaged[1000] ^= 1;
  EXPECT_EQ(unpacked(damaged, "a.txt"), "a.txt does not unpack, or its checksum is wrong");
  EXPECT_NE(unpacked(zip.substr(0, zip.size() / 2), "a.txt").find("not a zip"), std::string::npos);
  EXPECT_EQ(unpacked("", "a.txt"), "not a zip");
  EXPECT_EQ(unpacked("<html>", "a.txt"), "not a zip");
}

TEST(ZipArchive, NothingEncryptedIsOpened) {
  EXPECT_EQ(unpacked(zip_of({{"a.txt", "one"}}, Packing::Encrypted), "a.txt"),
            "a.txt: encrypted, or packed otherwise than by deflate");
}

}  // namespace
}  // namespace vigie::codec
