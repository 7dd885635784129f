// SPDX-License-Identifier: Apache-2.0
// One table of words per enumeration, in the order of its enumerators.
#include "codec/words.hpp"

#include <array>
#include <cstddef>

#include "core/check.hpp"

namespace vigie::codec {
namespace {

using std::string_view;

template <class Enum>
struct Table;
template <>
struct Table<ObservationKind> {
  static constexpr std::array<string_view, 8> words{
      "panic_button", "officer_distress", "distress_cleared", "gunshot", "call", "camera_flag", "count", "crowd_surge"};
};
template <>
struct Table<Timeliness> {
  static constexpr std::array<string_view, 3> words{"on_time", "late", "future_dated"};
};
template <>
struct Table<AlarmState> {
  static constexpr std::array<string_view, 5> words{"new", "acknowledged", "owned", "cleared", "shelved"};
};
template <>
struct Table<IncidentState> {
  static constexpr std::array<string_view, 4> words{"open", "engaged", "on_scene", "closed"};
};
template <>
struct Table<Disposition> {
  static constexpr std::array<string_view, 5> words{"resolved", "handed_over", "nothing_found", "false_alarm",
                                                    "duplicate"};
};
template <>
struct Table<UnitStatus> {
  static constexpr std::array<string_view, 6> words{"free", "sent", "en_route", "on_scene", "busy", "off_duty"};
};
template <>
struct Table<UnitKind> {
  static constexpr std::array<string_view, 6> words{"foot", "bicycle", "motorbike", "car", "van", "dog"};
};
template <>
struct Table<MissionState> {
  static constexpr std::array<string_view, 6> words{"sent", "delivered", "en_route", "on_scene", "done", "cancelled"};
};
template <>
struct Table<LinkState> {
  static constexpr std::array<string_view, 2> words{"up", "down"};
};
template <>
struct Table<RoadEffect> {
  static constexpr std::array<string_view, 3> words{"closed", "speed_limit", "one_way"};
};
template <>
struct Table<RoadOrigin> {
  static constexpr std::array<string_view, 3> words{"operator", "feed", "event"};
};
template <>
struct Table<RoadSense> {
  static constexpr std::array<string_view, 2> words{"both", "along"};
};
template <>
struct Table<RoadBars> {
  static constexpr std::array<string_view, 2> words{"everyone", "ordinary_traffic"};
};
template <>
struct Table<Quantity> {
  static constexpr std::array<string_view, 14> words{
      "people",     "entered",    "left",       "density",       "vehicles",    "vehicle_speed", "free_spaces",
      "free_bikes", "free_docks", "departures", "service_delay", "temperature", "rain",          "wind"};
};
template <>
struct Table<EventKind> {
  static constexpr std::array<string_view, 11> words{"match",  "concert",        "festival",      "market",
                                                     "parade", "demonstration",  "fireworks",     "fair",
                                                     "other",  "public_holiday", "school_holiday"};
};
template <>
struct Table<BulletinKind> {
  static constexpr std::array<string_view, 3> words{"weather", "transport", "civil"};
};
template <>
struct Table<Severity> {
  static constexpr std::array<string_view, 4> words{"none", "minor", "severe", "extreme"};
};
template <>
struct Table<ZoneKind> {
  static constexpr std::array<string_view, 5> words{"square", "street", "venue", "station", "park"};
};
template <>
struct Table<GateGround> {
  static constexpr std::array<string_view, 2> words{"level", "stepped"};
};
template <>
struct Table<CountDoubt> {
  static constexpr std::array<string_view, 5> words{"none", "silent", "stuck", "reset", "doubled"};
};
template <>
struct Table<DriverKind> {
  static constexpr std::array<string_view, 7> words{"usual",   "level",     "arrivals", "event",
                                                    "weather", "transport", "holiday"};
};
template <>
struct Table<SurgeThreshold> {
  static constexpr std::array<string_view, 2> words{"limit", "density"};
};
template <>
struct Table<NowcastReasonKind> {
  static constexpr std::array<string_view, 5> words{"people", "timing", "door", "towards", "speed"};
};
template <>
struct Table<Role> {
  static constexpr std::array<string_view, 6> words{"operator", "supervisor", "planner", "officer", "auditor", "admin"};
};
template <>
struct Table<ActorKind> {
  static constexpr std::array<string_view, 4> words{"user", "device", "source", "engine"};
};

// The last word of each stands for the last enumerator: one added or lost in the middle stops the build here.
static_assert(Table<ObservationKind>::words[std::size_t(ObservationKind::CrowdSurge)] == "crowd_surge");
static_assert(Table<Timeliness>::words[std::size_t(Timeliness::FutureDated)] == "future_dated");
static_assert(Table<AlarmState>::words[std::size_t(AlarmState::Shelved)] == "shelved");
static_assert(Table<IncidentState>::words[std::size_t(IncidentState::Closed)] == "closed");
static_assert(Table<Disposition>::words[std::size_t(Disposition::Duplicate)] == "duplicate");
static_assert(Table<UnitStatus>::words[std::size_t(UnitStatus::OffDuty)] == "off_duty");
static_assert(Table<UnitKind>::words[std::size_t(UnitKind::Dog)] == "dog");
static_assert(Table<MissionState>::words[std::size_t(MissionState::Cancelled)] == "cancelled");
static_assert(Table<LinkState>::words[std::size_t(LinkState::Down)] == "down");
static_assert(Table<RoadEffect>::words[std::size_t(RoadEffect::OneWay)] == "one_way");
static_assert(Table<RoadOrigin>::words[std::size_t(RoadOrigin::Event)] == "event");
static_assert(Table<RoadSense>::words[std::size_t(RoadSense::Along)] == "along");
static_assert(Table<RoadBars>::words[std::size_t(RoadBars::OrdinaryTraffic)] == "ordinary_traffic");
static_assert(Table<Quantity>::words[std::size_t(Quantity::Wind)] == "wind");
static_assert(Table<EventKind>::words[std::size_t(EventKind::SchoolHoliday)] == "school_holiday");
static_assert(Table<BulletinKind>::words[std::size_t(BulletinKind::Civil)] == "civil");
static_assert(Table<Severity>::words[std::size_t(Severity::Extreme)] == "extreme");
static_assert(Table<ZoneKind>::words[std::size_t(ZoneKind::Park)] == "park");
static_assert(Table<GateGround>::words[std::size_t(GateGround::Stepped)] == "stepped");
static_assert(Table<CountDoubt>::words[std::size_t(CountDoubt::Doubled)] == "doubled");
static_assert(Table<DriverKind>::words[std::size_t(DriverKind::Holiday)] == "holiday");
static_assert(Table<SurgeThreshold>::words[std::size_t(SurgeThreshold::Density)] == "density");
static_assert(Table<NowcastReasonKind>::words[std::size_t(NowcastReasonKind::Speed)] == "speed");
static_assert(Table<Role>::words[std::size_t(Role::Admin)] == "admin");
static_assert(Table<ActorKind>::words[std::size_t(ActorKind::Engine)] == "engine");

template <class Enum>
string_view look_up(Enum value) {
  const auto index = static_cast<std::size_t>(value);
  VIGIE_CHECK(index < Table<Enum>::words.size());
  return Table<Enum>::words[index];
}

}  // namespace

string_view word(ObservationKind kind) { return look_up(kind); }
string_view word(Timeliness timeliness) { return look_up(timeliness); }
string_view word(AlarmState state) { return look_up(state); }
string_view word(IncidentState state) { return look_up(state); }
string_view word(Disposition disposition) { return look_up(disposition); }
string_view word(UnitStatus status) { return look_up(status); }
string_view word(UnitKind kind) { return look_up(kind); }
string_view word(MissionState state) { return look_up(state); }
string_view word(LinkState state) { return look_up(state); }
string_view word(RoadEffect effect) { return look_up(effect); }
string_view word(RoadOrigin origin) { return look_up(origin); }
string_view word(RoadSense sense) { return look_up(sense); }
string_view word(RoadBars bars) { return look_up(bars); }
string_view word(Quantity quantity) { return look_up(quantity); }
string_view word(EventKind kind) { return look_up(kind); }
string_view word(BulletinKind kind) { return look_up(kind); }
string_view word(Severity severity) { return look_up(severity); }
string_view word(ZoneKind kind) { return look_up(kind); }
string_view word(GateGround ground) { return look_up(ground); }
string_view word(CountDoubt doubt) { return look_up(doubt); }
string_view word(DriverKind kind) { return look_up(kind); }
string_view word(SurgeThreshold threshold) { return look_up(threshold); }
string_view word(NowcastReasonKind kind) { return look_up(kind); }
string_view word(Role role) { return look_up(role); }
string_view word(ActorKind kind) { return look_up(kind); }

template <class Enum>
std::optional<Enum> from_word(string_view text) {
  const auto& words = Table<Enum>::words;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == text) return static_cast<Enum>(i);
  return std::nullopt;
}

template <class Enum>
std::string all_words() {
  std::string all;
  for (const string_view each : Table<Enum>::words) {
    if (!all.empty()) all += ", ";
    all += each;
  }
  return all;
}

template std::optional<ObservationKind> from_word<ObservationKind>(string_view);
template std::optional<Timeliness> from_word<Timeliness>(string_view);
template std::optional<AlarmState> from_word<AlarmState>(string_view);
template std::optional<IncidentState> from_word<IncidentState>(string_view);
template std::optional<Disposition> from_word<Disposition>(string_view);
template std::optional<UnitStatus> from_word<UnitStatus>(string_view);
template std::optional<UnitKind> from_word<UnitKind>(string_view);
template std::optional<MissionState> from_word<MissionState>(string_view);
template std::optional<LinkState> from_word<LinkState>(string_view);
template std::optional<RoadEffect> from_word<RoadEffect>(string_view);
template std::optional<RoadOrigin> from_word<RoadOrigin>(string_view);
template std::optional<RoadSense> from_word<RoadSense>(string_view);
template std::optional<RoadBars> from_word<RoadBars>(string_view);
template std::optional<Quantity> from_word<Quantity>(string_view);
template std::optional<EventKind> from_word<EventKind>(string_view);
template std::optional<BulletinKind> from_word<BulletinKind>(string_view);
template std::optional<Severity> from_word<Severity>(string_view);
template std::optional<ZoneKind> from_word<ZoneKind>(string_view);
template std::optional<GateGround> from_word<GateGround>(string_view);
template std::optional<CountDoubt> from_word<CountDoubt>(string_view);
template std::optional<DriverKind> from_word<DriverKind>(string_view);
template std::optional<SurgeThreshold> from_word<SurgeThreshold>(string_view);
template std::optional<NowcastReasonKind> from_word<NowcastReasonKind>(string_view);
template std::optional<Role> from_word<Role>(string_view);
template std::optional<ActorKind> from_word<ActorKind>(string_view);

template std::string all_words<ObservationKind>();
template std::string all_words<Timeliness>();
template std::string all_words<AlarmState>();
template std::string all_words<IncidentState>();
template std::string all_words<Disposition>();
template std::string all_words<UnitStatus>();
template std::string all_words<UnitKind>();
template std::string all_words<MissionState>();
template std::string all_words<LinkState>();
template std::string all_words<RoadEffect>();
template std::string all_words<RoadOrigin>();
template std::string all_words<RoadSense>();
template std::string all_words<RoadBars>();
template std::string all_words<Quantity>();
template std::string all_words<EventKind>();
template std::string all_words<BulletinKind>();
template std::string all_words<Severity>();
template std::string all_words<ZoneKind>();
template std::string all_words<GateGround>();
template std::string all_words<CountDoubt>();
template std::string all_words<DriverKind>();
template std::string all_words<SurgeThreshold>();
template std::string all_words<NowcastReasonKind>();
template std::string all_words<Role>();
template std::string all_words<ActorKind>();

}  // namespace vigie::codec
