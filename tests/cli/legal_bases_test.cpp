// SPDX-License-Identifier: Apache-2.0
// Claims about legal.toml: absent is shut, whole is open, anything else stops the start with its line.
#include "legal_bases.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace vigie::apps {
namespace {

constexpr const char* kWhole =
    "[camera_flag]\n"
    "authority = 'prefecture'\n"
    "act = '2026-1234'\n"
    "assessment = 'AIPD-7'\n"
    "until = '2027-03-31T23:59:59+02:00'\n";

/// One file, written anew for each claim.
class LegalFile : public testing::Test {
 protected:
  const std::string file =
      (std::filesystem::temp_directory_path() / ("vigie-legal-" + std::to_string(::getpid()))).string();

  void TearDown() override { std::filesystem::remove(file); }

  Result<engine::LegalBases> read(const std::string& text) {
    std::ofstream(file, std::ios::trunc) << text;
    return read_legal_bases(file);
  }
  /// Where it is wrong, "line: what"; empty where it is not.
  std::string fault(const std::string& text) {
    const auto bases = read(text);
    return bases ? "" : bases.error().what.substr(file.size() + 1);
  }
};

TEST_F(LegalFile, NoneAtAllOpensNothing) { EXPECT_TRUE(read_legal_bases(file + ".absent").value().empty()); }

TEST_F(LegalFile, AWholeBasisOpensItsKindUntilItsEnd) {
  const auto bases = read(kWhole);
  ASSERT_TRUE(bases.ok()) << bases.error().what;
  ASSERT_EQ(bases->size(), 1u);
  const engine::LegalBasis& basis = bases->at(ObservationKind::CameraFlag);
  EXPECT_EQ(basis.authority, "prefecture");
  EXPECT_EQ(to_rfc3339(basis.until), "2027-03-31T21:59:59.000Z");
}

TEST_F(LegalFile, EachOfTheFourIsAskedForByName) {
  for (const std::string name : {"authority", "act", "assessment", "until"}) {
    std::string text = kWhole;
    text.replace(text.find("\n" + name) + 1, name.size(), "other");
    EXPECT_NE(fault(text).find("expected " + name), std::string::npos) << fault(text);
  }
}

TEST_F(LegalFile, WhatIsWrongIsSaidWithItsLine) {
  EXPECT_TRUE(fault("[camera_flag\n").starts_with("1:"));
  EXPECT_TRUE(fault(std::string(kWhole) + "[faces]\nauthority = 'nobody'\n").starts_with("6:"));
  EXPECT_TRUE(fault("camera_flag = true\n").starts_with("1:"));
  EXPECT_NE(fault("[gunshot]\nauthority='a'\nact='b'\nassessment='c'\nuntil='soon'\n").find("RFC 3339"),
            std::string::npos);
}

}  // namespace
}  // namespace vigie::apps
