// SPDX-License-Identifier: Apache-2.0
// TakConversation: what one unit's phone says, turned into what the engine hears; no sockets.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "codec/cot.hpp"
#include "codec/cot_splitter.hpp"
#include "codec/cot_write.hpp"
#include "core/time.hpp"
#include "links/device_register.hpp"
#include "links/intake.hpp"
#include "links/refusals.hpp"

namespace vigie::links {

/// The device is the one of the certificate: whatever the events claim, it speaks for its own unit only.
/// Threads: one.
class TakConversation {
 public:
  TakConversation(Device device, Intake& intake, std::shared_ptr<Refusals> refusals, const WallClock& clock);

  /// Takes bytes as they came. Emergencies go out at once; of several positions only the last, after them.
  /// True where the phone asked whether we are there.
  bool hear(std::string_view bytes);

  /// The mission an answer without a name is about.
  void told(const MissionId& mission) { told_ = mission; }

  const Device& device() const { return device_; }
  SourceId source() const { return SourceId("tak/" + device_.unit.text()); }

  /// The unit's phone by its unit's name: the engine knows units, and which phone it was ends here.
  Actor actor() const { return Actor::device(DeviceId(device_.unit.text())); }

  /// Where a tasking is addressed to: the phone's own uid, once it has said one.
  codec::CotAddressee addressee() const;

 private:
  void hear_event(std::string_view xml);
  void hear_position(const codec::CotEvent& event);
  void hear_emergency(const codec::CotEvent& event);
  void hear_answer(const codec::CotEvent& event);
  void command(Command command);
  const char* wrong_with(const codec::CotEvent& position, Time now) const;
  void count_rubbish();

  const Device device_;
  Intake& intake_;
  const std::shared_ptr<Refusals> refusals_;
  const WallClock& clock_;
  codec::CotSplitter splitter_;
  codec::CotReader reader_;
  std::optional<std::string> uid_;         ///< the phone's, from its first position
  std::optional<Time> last_position_;      ///< its time, as the phone says
  std::optional<UnitPosition> to_report_;  ///< the latest of what hear() read
  std::optional<MissionId> told_;
  bool asked_ = false;
  std::uint64_t garbage_counted_ = 0;
  std::uint64_t oversized_counted_ = 0;
};

}  // namespace vigie::links
