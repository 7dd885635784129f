// SPDX-License-Identifier: Apache-2.0
// The checks of time and identity, and the hand-over to the intake.
#include "links/tak_conversation.hpp"

#include <algorithm>
#include <utility>

#include "core/log.hpp"

namespace vigie::links {
namespace {

using codec::CotEvent;
using codec::CotKind;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes kLate{5};
constexpr seconds kPhoneClockSkew{30};  // phones are not synchronised as servers are

const char* reason(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::TooLarge: return "too_large";
    case ErrorKind::OutOfRange: return "out_of_range";
    default: return "malformed";
  }
}

const char* reason(Receipt receipt) {
  switch (receipt) {
    case Receipt::Accepted: return "";
    case Receipt::Late: return "late";
    case Receipt::FutureDated: return "future_dated";
    case Receipt::Duplicate: return "duplicate";
    case Receipt::Refused: return "refused";
    case Receipt::Shed: return "shed";
  }
  return "refused";
}

Timeliness timeliness(Time seen, Time received) {
  if (received - seen > kLate) return Timeliness::Late;
  if (seen - received > kPhoneClockSkew) return Timeliness::FutureDated;
  return Timeliness::OnTime;
}

}  // namespace

TakConversation::TakConversation(Device device, Intake& intake, std::shared_ptr<Refusals> refusals,
                                 const WallClock& clock)
    : device_(std::move(device)), intake_(intake), refusals_(std::move(refusals)), clock_(clock) {}

codec::CotAddressee TakConversation::addressee() const {
  return {.uid = uid_.value_or(device_.unit.text()), .callsign = device_.unit.text()};
}

bool TakConversation::hear(std::string_view bytes) {
  asked_ = false;
  splitter_.feed(bytes, [this](std::string_view xml) { hear_event(xml); });
  count_rubbish();
  if (to_report_) intake_.report(*std::exchange(to_report_, std::nullopt));
  return asked_;
}

void TakConversation::hear_event(std::string_view xml) {
  const auto event = reader_.read(xml);
  if (!event) return refusals_->count(source(), reason(event.error().kind));
  switch (event->kind) {
    case CotKind::Position: return hear_position(*event);
    case CotKind::Emergency:
    case CotKind::EmergencyCancelled: return hear_emergency(*event);
    case CotKind::Ping: asked_ = true; return;
    case CotKind::Answer: return hear_answer(*event);
    case CotKind::Status:
      return command(
          SetUnitStatus{device_.unit, *event->status, event->text.empty() ? "said by its phone" : event->text});
    case CotKind::Other: return refusals_->count(source(), "not_understood");
  }
}

/// Why a position is refused; null where it is good.
const char* TakConversation::wrong_with(const CotEvent& position, Time now) const {
  if (uid_ && position.uid != *uid_) return "not_its_own";
  if (timeliness(position.time, now) == Timeliness::FutureDated) return "future_dated";
  if (timeliness(position.time, now) == Timeliness::Late || position.stale + kPhoneClockSkew < now) return "late";
  if (last_position_ && position.time <= *last_position_) return "duplicate";
  if (!position.place) return "no_fix";
  return nullptr;
}

void TakConversation::hear_position(const CotEvent& event) {
  const Time now = clock_.now();
  if (const char* const wrong = wrong_with(event, now)) return refusals_->count(source(), wrong);
  if (!uid_) uid_ = event.uid;
  if (!event.callsign.empty() && event.callsign != device_.unit.text()) refusals_->count(source(), "call_sign_differs");
  last_position_ = event.time;
  to_report_ = UnitPosition{.unit = device_.unit,
                            .place = *event.place,
                            .heading_deg = event.heading_deg,
                            .speed_mps = event.speed_mps,
                            .seen = std::min(event.time, now),
                            .received = now};
}

void TakConversation::hear_emergency(const CotEvent& event) {
  const Time now = clock_.now();
  const bool dated = millis(event.time) != 0;
  const Time seen = dated ? event.time : now;
  const bool cancelled = event.kind == CotKind::EmergencyCancelled;
  Observation observation{.id = std::to_string(millis(seen)) + (cancelled ? "/cancelled" : ""),
                          .source = source(),
                          .kind = cancelled ? ObservationKind::DistressCleared : ObservationKind::OfficerDistress,
                          .seen = seen,
                          .received = now,
                          .timeliness = timeliness(seen, now),
                          .place = event.place,
                          .unit = device_.unit,
                          .text = event.text};
  intake_.observe(actor(), std::move(observation),
                  [refusals = refusals_, source = source()](Receipt receipt, const std::string& why) {
                    if (receipt == Receipt::Refused || receipt == Receipt::Shed)
                      log::error("tak", "emergency turned away", {{"source", source.text()}, {"why", why}});
                    if (receipt != Receipt::Accepted) refusals->count(source, reason(receipt));
                  });
}

void TakConversation::hear_answer(const CotEvent& event) {
  const auto mission = event.answer->mission ? event.answer->mission : told_;
  if (!mission) return refusals_->count(source(), "no_mission");
  command(ReportMission{*mission, event.answer->state});
}

void TakConversation::command(Command command) {
  intake_.command(actor(), std::move(command),
                  [refusals = refusals_, source = source()](const Result<Outcome>& outcome) {
                    if (outcome) return;
                    refusals->count(source, "answer_refused");
                    log::warning("tak", "answer refused", {{"source", source.text()}, {"why", outcome.error().what}});
                  });
}

void TakConversation::count_rubbish() {
  if (const auto garbage = splitter_.garbage(); garbage != garbage_counted_)
    refusals_->count(source(), "garbage",
                     static_cast<std::int64_t>(garbage - std::exchange(garbage_counted_, garbage)));
  if (const auto oversized = splitter_.oversized(); oversized != oversized_counted_)
    refusals_->count(source(), "too_large",
                     static_cast<std::int64_t>(oversized - std::exchange(oversized_counted_, oversized)));
}

}  // namespace vigie::links
