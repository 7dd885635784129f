// SPDX-License-Identifier: Apache-2.0
// Claims about what-if questions: each change has its members, and nothing else passes.
#include "codec/what_if_json.hpp"

#include <gtest/gtest.h>

namespace vigie::codec {
namespace {

TEST(WhatIf, AQuestionWithEveryKindOfChangeIsRead) {
  const auto asked = decode_what_if(R"({"scenario":"stade","people":40000,"runs":20,"seed":7,"changes":[
      {"kind":"close","lines":[[[-8.58,41.16],[-8.57,41.16]]],"from_s":-600,"until_s":1800},
      {"kind":"hold","lines":[[[-8.58,41.16],[-8.57,41.16]]]},
      {"kind":"open_exit","name":"Service gate"},
      {"kind":"lose_exit","name":"North"},
      {"kind":"redirect","name":"Metro","to":"Bus","part":0.5},
      {"kind":"shift_end","by_s":900}]})");
  ASSERT_TRUE(asked.ok()) << asked.error().what;
  EXPECT_EQ(asked->scenario, "stade");
  EXPECT_EQ(asked->people, 40'000);
  ASSERT_EQ(asked->changes.size(), 6U);
  EXPECT_EQ(asked->changes[0].drawn.size(), 2U);
  EXPECT_EQ(asked->changes[0].until_s, 1800);
  EXPECT_EQ(asked->changes[1].until_s, kEndless);
  EXPECT_EQ(asked->changes[4].part, 0.5);
  EXPECT_EQ(asked->changes[5].by_s, 900);
}

TEST(WhatIf, WhatIsNotAskedForIsRefusedByName) {
  for (
      const auto& [json, said] : {
          std::pair{R"({})", "scenario"},
          std::pair{R"({"scenario":"a","people":0})", "people"},
          std::pair{R"({"scenario":"a","runs":201})", "runs"},
          std::pair{R"({"scenario":"a","more":1})", "more"},
          std::pair{R"({"scenario":"a","changes":[{"kind":"explode"}]})", "kind"},
          std::pair{R"({"scenario":"a","changes":[{"kind":"close","lines":[[[-8.58,41.16]]]}]})", "lines"},
          std::pair{
              R"({"scenario":"a","changes":[{"kind":"close","lines":[[[-8.58,41.16],[-8.57,41.16]]],"from_s":10,"until_s":5}]})",
              "until_s"},
          std::pair{R"({"scenario":"a","changes":[{"kind":"redirect","name":"x","to":"y","part":1.5}]})", "part"},
          std::pair{R"({"scenario":"a","changes":[{"kind":"lose_exit"}]})", "name"},
      }) {
    const auto asked = decode_what_if(json);
    ASSERT_FALSE(asked.ok()) << json;
    EXPECT_NE(asked.error().what.find(said), std::string::npos) << asked.error().what;
  }
}

}  // namespace
}  // namespace vigie::codec
