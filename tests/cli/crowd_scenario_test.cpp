// SPDX-License-Identifier: Apache-2.0
// Claims about walk scenarios: those shipped can be walked; what cannot be is refused with its line.
#include "crowd_scenario.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace vigie::apps {
namespace {

/// Seven lines that can be: a room, a door, ten people.
const std::string kWhole =
    "outer = [[0, 0], [10, 0], [10, 8], [0, 8]]\n"
    "[[exit]]\n"
    "name = 'east'\n"
    "line = [[10, 2], [10, 3]]\n"
    "[[group]]\n"
    "people = 10\n"
    "region = [[1, 1], [5, 1], [5, 5], [1, 5]]\n";

class ScenarioFile : public testing::Test {
 protected:
  const std::string file =
      (std::filesystem::temp_directory_path() / ("vigie-walk-" + std::to_string(::getpid()) + ".toml")).string();

  void TearDown() override { std::filesystem::remove(file); }

  /// Where it is wrong, "line: what"; empty where it is not.
  std::string fault(const std::string& text) {
    std::ofstream(file, std::ios::trunc) << text;
    const auto loaded = load_scenario(file);
    return loaded ? "" : loaded.error().what.substr(file.size() + 1);
  }
  /// The whole with one piece replaced.
  std::string with(const std::string& piece, const std::string& other) {
    std::string text = kWhole;
    text.replace(text.find(piece), piece.size(), other);
    return fault(text);
  }
};

TEST_F(ScenarioFile, ThatCanBeLoads) { EXPECT_EQ(fault(kWhole), ""); }

TEST_F(ScenarioFile, WithAGeometryThatCannotBeIsRefusedAtItsLine) {
  EXPECT_EQ(with("[10, 3]]", "[10, 2]]"), "4: exit \"east\": width 0.00 m, expected at least 0.40 m");
  EXPECT_EQ(with("[10, 0], [10, 8], [0, 8]", "[10, 8], [10, 0], [0, 8]"), "1: outer: corner 2: sides 0 and 2 cross");
  EXPECT_EQ(with("[5, 1], [5, 5], [1, 5]", "[5, 5], [5, 1], [1, 5]"),
            "7: group \"group 1\": region, corner 2: sides 0 and 2 cross");
  EXPECT_EQ(fault(kWhole + "[[obstacle]]\nring = [[20, 1], [21, 1], [21, 2]]\n"),
            "9: obstacle: a corner outside the ground, expected it inside");
}

TEST_F(ScenarioFile, WithMorePeopleThanFitOrNoWayOutIsRefusedAtItsGroup) {
  EXPECT_TRUE(with("people = 10", "people = 500").starts_with("6: group \"group 1\": 500 people, but only "));
  EXPECT_TRUE(fault(kWhole + "[[barrier]]\nline = [[7, 0], [7, 8]]\n")
                  .starts_with("7: group \"group 1\": people without a way out: none leads from ["));
}

TEST_F(ScenarioFile, WithAValueThatIsNoneIsRefusedAtIt) {
  EXPECT_EQ(with("[10, 2]", "[nan, 2]"), "4: line: expected a number from -1e+06 to 1e+06");
  EXPECT_EQ(with("[10, 2]", "[inf, 2]"), "4: line: expected a number from -1e+06 to 1e+06");
  EXPECT_EQ(with("[10, 2]", "[10]"), "4: line: expected a point [x, y] in metres");
  EXPECT_EQ(with("people = 10", "people = -1"), "6: people: expected a whole number from 1 to 200000");
  EXPECT_EQ(with("people = 10", "people = 2.5"), "6: people: expected a whole number from 1 to 200000");
  EXPECT_EQ(fault("step_s = 9\n" + kWhole), "1: step_s: expected a number from 0.005 to 0.1");
  EXPECT_EQ(with("people = 10", "people = 10\nspeed_mps = { mean = 1, low = 2 }"),
            "7: speed_mps: expected low <= mean <= high");
}

TEST_F(ScenarioFile, WithAnUnknownKeyOrNameIsRefusedAtIt) {
  EXPECT_TRUE(with("people = 10", "peopel = 10").starts_with("6: unknown key `peopel`, expected one of name, people"));
  EXPECT_EQ(with("people = 10", "people = 10\nexits = ['west']"), "7: exits: nothing is called \"west\"");
  EXPECT_EQ(fault(kWhole + "[[exit]]\nname = 'east'\nline = [[0, 2], [0, 3]]\n"),
            "9: the name \"east\" is there twice");
  EXPECT_EQ(fault("[[group]]\npeople = 1\n"), "1: expected outer = [[x, y], …] with 3 points or more, in metres");
}

TEST_F(ScenarioFile, ThatIsNoTomlIsRefusedAtItsLine) { EXPECT_TRUE(fault(kWhole + "[[exit\n").starts_with("8: ")); }

TEST(Scenario, ThatIsNotThereIsNotFound) { EXPECT_EQ(load_scenario("no-such.toml").error().kind, ErrorKind::NotFound); }

TEST(ShippedScenarios, CanAllBeWalked) {
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator("data/scenarios")) {
    if (entry.path().extension() != ".toml" || std::ifstream(entry.path()).peek() == EOF) continue;
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.find("outer") == std::string::npos) continue;  // another command's
    const auto loaded = load_scenario(entry.path().string());
    EXPECT_TRUE(loaded.ok()) << loaded.error().what;
    ++seen;
  }
  EXPECT_GE(seen, 3);
}

}  // namespace
}  // namespace vigie::apps
