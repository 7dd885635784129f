// SPDX-License-Identifier: Apache-2.0
// Claims about flow scenarios: those shipped can be; what cannot be is refused with its line.
#include "flow_scenario.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "movement/scenario_check.hpp"

namespace vigie::apps {
namespace {

/// What can be: a door, a way on foot.
const std::string kWhole =
    "name = 'Evening'\n"                                       // 1
    "[event]\n"                                                // 2
    "lat = 43.3\n"                                             // 3
    "lon = 5.37\n"                                             // 4
    "attendance = 1000\n"                                      // 5
    "[[exit]]\n"                                               // 6
    "name = 'North'\n"                                         // 7
    "lat = 43.301\n"                                           // 8
    "lon = 5.37\n"                                             // 9
    "width_m = 5\n"                                            // 10
    "[[destination]]\n"                                        // 11
    "name = 'On foot'\n"                                       // 12
    "kind = 'on_foot'\n"                                       // 13
    "share = 1\n"                                              // 14
    "[[square]]\n"                                             // 15
    "name = 'Forecourt'\n"                                     // 16
    "outline = [[43.3, 5.37], [43.3, 5.38], [43.31, 5.38]]\n"  // 17
    "[[what_if]]\n"                                            // 18
    "name = 'Closed'\n"                                        // 19
    "close = [[43.3, 5.371], [43.3, 5.372]]\n"                 // 20
    "until_min = 20\n";                                        // 21

class FlowScenarioFile : public testing::Test {
 protected:
  const std::string file =
      (std::filesystem::temp_directory_path() / ("vigie-flow-" + std::to_string(::getpid()) + ".toml")).string();

  void TearDown() override { std::filesystem::remove(file); }

  /// Where it is wrong, "line: what"; empty where it is not.
  std::string fault(const std::string& text) {
    std::ofstream(file, std::ios::trunc) << text;
    const Result<CrowdScenario> read = read_flow_scenario(file);
    if (!read) return read.error().what.substr(file.size() + 1);
    for (std::size_t i = 0; i <= read->variants.size(); ++i) {
      const Result<void> sound =
          movement::check(*read, i == 0 ? std::span<const CrowdChange>() : std::span(read->variants[i - 1].changes));
      if (!sound) return sound.error().what.substr(file.size() + 1);
    }
    return "";
  }
  /// The whole with one piece replaced.
  std::string with(const std::string& piece, const std::string& other) {
    std::string text = kWhole;
    text.replace(text.find(piece), piece.size(), other);
    return fault(text);
  }
};

TEST_F(FlowScenarioFile, ThatCanBeIsRead) { EXPECT_EQ(fault(kWhole), ""); }

TEST_F(FlowScenarioFile, WithAFigureThatCannotBeIsRefusedAtItsLine) {
  EXPECT_EQ(with("width_m = 5", "width_m = 0"), "10: width_m: expected a number from 0.3 to 200");
  EXPECT_EQ(with("attendance = 1000", "attendance = nan"), "5: attendance: expected a number from 1 to 1e+06");
  EXPECT_EQ(with("lat = 43.301", "lat = 143"), "8: lat: expected a number from -90 to 90");
  EXPECT_EQ(with("share = 1", "share = 0.9"), "11: shares of the places sum to 0.9, not 1");
  EXPECT_EQ(with("until_min = 20", "until_min = 20\nfrom_min = 30"), "21: until_min must be after from_min");
  EXPECT_EQ(with("[event]\n", "[event]\nleave_median_min = 30\nleave_p90_min = 20\n"),
            "4: leave_p90_min must be above leave_median_min");
  EXPECT_EQ(fault(kWhole + "[[gate]]\nlat = 43.3\nlon = 5.37\nwidth_m = 0\n"),
            "25: width_m: expected a number from 0.3 to 200");
}

TEST_F(FlowScenarioFile, WithASquareThatCrossesItselfIsRefusedAtItsOutline) {
  const std::string said =
      with("[[43.3, 5.37], [43.3, 5.38], [43.31, 5.38]]", "[[43.3, 5.37], [43.31, 5.38], [43.31, 5.37], [43.3, 5.38]]");
  EXPECT_TRUE(said.starts_with("17: Forecourt, outline")) << said;
  const std::string hole = with("outline = [[43.3, 5.37], [43.3, 5.38], [43.31, 5.38]]\n",
                                "outline = [[43.3, 5.37], [43.3, 5.38], [43.31, 5.38]]\n"
                                "holes = [[[43.301, 5.378], [43.302, 5.379], [43.302, 5.378], [43.301, 5.379]]]\n");
  EXPECT_TRUE(hole.starts_with("17: Forecourt, hole 1")) << hole;
}

TEST_F(FlowScenarioFile, WithAKeyThatNobodyKnowsIsRefused) {
  EXPECT_EQ(with("width_m = 5", "widht_m = 5"), "6: width_m is missing");
  EXPECT_EQ(with("share = 1", "share = 1\nspeed = 2"), "15: speed is not known here");
  EXPECT_EQ(with("kind = 'on_foot'", "kind = 'boat'"), "13: kind: expected station, parking or on_foot");
  EXPECT_EQ(with("close = [[43.3, 5.371], [43.3, 5.372]]\nuntil_min = 20\n", ""),
            "18: a what_if needs something that changes");
}

TEST_F(FlowScenarioFile, WithoutADoorIsRefused) {
  EXPECT_EQ(with("width_m = 5", "width_m = 5\nopen = false"), "6: people without a way out: no exit is open");
}

TEST(FlowScenario, ThoseShippedCanBe) {
  for (const char* name : {"porto-dragao", "demo-stade"}) {
    const Result<CrowdScenario> read = read_flow_scenario(std::string("data/scenarios/") + name + ".toml");
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_TRUE(read->arrival);
    EXPECT_GE(read->variants.size(), 4U);
    for (const CrowdVariant& variant : read->variants)
      EXPECT_TRUE(movement::check(*read, variant.changes)) << variant.name;
  }
}

}  // namespace
}  // namespace vigie::apps
