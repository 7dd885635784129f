// SPDX-License-Identifier: Apache-2.0
// Claims about topics.
#include "codec/mqtt_topic.hpp"

#include <gtest/gtest.h>

namespace vigie::codec {
namespace {

TEST(MqttTopic, NamesTheKindAndTheSensor) {
  const auto panic = read_mqtt_topic("vigie/v1/panic/button-17");
  ASSERT_TRUE(panic);
  EXPECT_EQ(panic->kind, ObservationKind::PanicButton);
  EXPECT_EQ(panic->sensor, "button-17");
  const auto count = read_mqtt_topic("vigie/v1/observations/count/gate-3");
  ASSERT_TRUE(count);
  EXPECT_EQ(count->kind, ObservationKind::Count);
  EXPECT_EQ(receipt_topic("gate-3"), "vigie/v1/receipts/gate-3");
}

TEST(MqttTopic, RefusesTheRest) {
  for (const char* topic :
       {"", "vigie/v1/panic/", "vigie/v1/panic/a/b", "vigie/v1/panic/+", "vigie/v1/observations/count",
        "vigie/v1/observations/face/x", "vigie/v2/panic/x", "vigie/v1/panic/a b", "vigie/v1/observations//x"})
    EXPECT_FALSE(read_mqtt_topic(topic)) << topic;
  EXPECT_FALSE(read_mqtt_topic("vigie/v1/panic/" + std::string(101, 'x')));
}

}  // namespace
}  // namespace vigie::codec
