// SPDX-License-Identifier: Apache-2.0
// Reading and playing a story.
#include "scenarios/story.hpp"

#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include "codec/words.hpp"
#include "dispatch/recommend.hpp"
#include "engine/fold.hpp"
#include "engine/live_network.hpp"
#include "engine/road_travel_times.hpp"
#include "roads/road_index.hpp"
#include "roads/text_map.hpp"

namespace vigie::tests {
namespace {

using Words = std::vector<std::string>;

Words split(const std::string& line) {
  std::istringstream text(line);
  Words words;
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

std::unique_ptr<const roads::RoadIndex> indexed(const roads::RoadGraph& graph) {
  return std::move(*roads::RoadIndex::checked(graph, roads::road_order(graph)));
}

class Player {
 public:
  explicit Player(const std::vector<std::string>& lines)
      : map_(draw(lines)),
        graph_(map_.graph()),
        index_(indexed(graph_)),
        network_(*index_, TimeZone::named("Europe/Paris").value()),
        travel_times_(network_) {}

  void unit(const Words& w) {
    const UnitId id(w.at(0));
    fact(UnitEnrolled{id, codec::from_word<UnitKind>(w.at(1)).value(), {w.begin() + 4, w.end()}});
    fact(LinkChanged{"tak/" + id.text(), LinkState::Up, ""});
    place(id, w.at(3));
  }

  /// What was expected and was not; empty where all is well.
  std::string line(const Words& w) {
    if (w[0] == "expect") return expect(w);
    refused_ = false;
    if (w[0] == "at") now_ = start() + std::chrono::seconds(std::stoll(w.at(1)));
    else if (w[0] == "place") place(UnitId(w.at(1)), w.at(3));
    else if (const auto kind = kind_of(w[0])) see(*kind, w.at(1), w.at(3));
    else if (w.size() == 2) report(UnitId(w[0]), w[1]);
    else command(w);
    propose();
    return {};
  }

 private:
  /// The drawing, and under it a line for each turn that a sign forbids: "forbid ABC".
  static roads::TextMap draw(const std::vector<std::string>& lines) {
    std::string drawing;
    for (const std::string& line : lines)
      if (!line.starts_with("forbid ")) drawing += line + '\n';
    roads::TextMap map(drawing);
    for (const std::string& line : lines)
      if (line.starts_with("forbid ")) map.forbid(split(line).at(1));
    return map;
  }

  static Time start() { return parse_rfc3339("2026-07-14T20:00:00Z").value(); }

  static std::optional<ObservationKind> kind_of(const std::string& word) {
    static const std::map<std::string, ObservationKind> kinds{{"panic", ObservationKind::PanicButton},
                                                              {"distress", ObservationKind::OfficerDistress},
                                                              {"cleared", ObservationKind::DistressCleared},
                                                              {"gunshot", ObservationKind::Gunshot},
                                                              {"call", ObservationKind::Call},
                                                              {"camera", ObservationKind::CameraFlag}};
    const auto found = kinds.find(word);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
  }

  void apply(Actor actor, EntryBody body) {
    Entry entry{{0, 1, picture_.last.sequence + 1}, now_, std::move(actor), std::move(body)};
    refused_ = !engine::check(picture_, entry).ok();
    if (!refused_) engine::fold(picture_, entry);
  }
  void fact(EntryBody body) { apply(Actor::engine(), std::move(body)); }

  void place(const UnitId& unit, const std::string& letter) {
    positions_.put(unit, UnitPosition{unit, map_.at(letter.at(0)), {}, {}, now_, now_});
  }

  void see(ObservationKind kind, const std::string& source, const std::string& letter) {
    Observation seen{source + "@" + std::to_string(picture_.last.sequence),
                     SourceId(source),
                     kind,
                     now_,
                     now_,
                     Timeliness::OnTime,
                     map_.at(letter.at(0)),
                     {},
                     "",
                     0};
    if (kind == ObservationKind::OfficerDistress || kind == ObservationKind::DistressCleared)
      seen.unit = UnitId(source);
    apply(Actor::source(seen.source), Observed{std::move(seen), ""});
  }

  void report(const UnitId& unit, const std::string& state) {
    const Unit* known = picture_.units.find(unit);
    if (!known || !known->mission) {
      refused_ = true;
      return;
    }
    apply(Actor::device(DeviceId(unit.text())),
          Commanded{ReportMission{*known->mission, codec::from_word<MissionState>(state).value()}});
  }

  void command(const Words& w) {
    const Actor who = Actor::user(UserId(w[0]));
    const std::string& verb = w.at(1);
    const std::string& what = w.at(2);
    if (verb == "own") apply(who, Commanded{OwnIncident{IncidentId(what)}});
    else if (verb == "acknowledge") apply(who, Commanded{AcknowledgeAlarm{AlarmId(what)}});
    else if (verb == "confirm") apply(who, Commanded{ConfirmAlarm{AlarmId(what)}});
    else if (verb == "close") apply(who, Commanded{CloseIncident{IncidentId(what), Disposition::Resolved, ""}});
    else if (verb == "cancel") apply(who, Commanded{CancelMission{MissionId(what), "told to"}});
    else if (verb == "withdraw") apply(who, Commanded{WithdrawRoadChange{RoadChangeId(what), "the story wants it"}});
    else if (verb == "restore") apply(who, Commanded{RestoreRoadChange{RoadChangeId(what)}});
    else if (verb == "closes" || verb == "slows" || verb == "oneway") change_road(who, w);
    else send(who, UnitId(what), IncidentId(w.at(4)));
  }

  /// "alice closes ABC", "alice closes BC along from 60 to 600", "alice slows BC 18", "alice oneway BC".
  void change_road(const Actor& who, const Words& w) {
    RoadChange change;
    change.title = w[1] + " " + w[2];
    change.effect = w[1] == "closes"  ? RoadEffect::Closed
                    : w[1] == "slows" ? RoadEffect::SpeedLimit
                                      : RoadEffect::OneWay;
    change.lines.emplace_back();
    for (const char letter : w[2]) change.lines.back().push_back(map_.at(letter));
    for (std::size_t i = 3; i < w.size(); ++i) {
      if (w[i] == "along") change.sense = RoadSense::Along;
      else if (w[i] == "ordinary") change.bars = RoadBars::OrdinaryTraffic;
      else if (w[i] == "from") change.start = start() + std::chrono::seconds(std::stoll(w.at(++i)));
      else if (w[i] == "to") change.end = start() + std::chrono::seconds(std::stoll(w.at(++i)));
      else change.speed_kmh = std::stoi(w[i]);
    }
    if (change.effect == RoadEffect::OneWay) change.sense = RoadSense::Along;
    network_.place(change);
    apply(who, Commanded{ChangeRoad{std::move(change)}});
  }

  void send(const Actor& who, const UnitId& unit, const IncidentId& incident) {
    int place = 0;
    if (const Recommendation* made = picture_.recommendations.find(incident))
      for (std::size_t i = 0; i < made->candidates.size(); ++i)
        if (made->candidates[i].unit == unit) place = static_cast<int>(i) + 1;
    apply(who, Commanded{SendUnit{incident, unit, place, place == 1 ? "" : "the story wants it"}});
  }

  /// What the advisor does, at once.
  void propose() {
    network_.update(picture_, now_);
    const bool kept = refused_;
    const Picture before = picture_;
    for (const auto& [id, incident] : before.incidents)
      if (incident->state != IncidentState::Closed && incident->place)
        fact(Recommended{dispatch::recommend(*incident, picture_, positions_, travel_times_, now_)});
    refused_ = kept;
  }

  std::string expect(const Words& w) const {
    const std::string& what = w.at(1);
    if (what == "refused") return refused_ ? "" : "expected the line before to be refused; it was done";
    if (what == "incidents") return same(w, std::to_string(picture_.incidents.size()));
    if (what == "alarms") return same(w, std::to_string(picture_.alarms.size()));
    if (what == "status")
      return same(w, picture_.units.find(UnitId(w.at(2))), [](const Unit& u) { return codec::word(u.status); });
    if (what == "state")
      return same(w, picture_.incidents.find(IncidentId(w.at(2))),
                  [](const Incident& i) { return codec::word(i.state); });
    if (what == "rank")
      return same(w, picture_.incidents.find(IncidentId(w.at(2))),
                  [](const Incident& i) { return std::to_string(int(i.rank)); });
    if (what == "proposed" || what == "time") return proposal(w);
    return "no such expectation: " + what;
  }

  static std::string same(const Words& w, const std::string& seen) {
    return seen == w.back() ? "" : "expected " + w.back() + ", was " + seen;
  }
  template <class T, class Shown>
  static std::string same(const Words& w, const T* thing, Shown shown) {
    return thing ? same(w, std::string(shown(*thing))) : "there is no " + w.at(2);
  }

  std::string proposal(const Words& w) const {
    const Recommendation* made = picture_.recommendations.find(IncidentId(w.at(2)));
    if (!made) return "nothing is proposed for " + w.at(2);
    std::string seen;
    for (const Candidate& candidate : made->candidates) {
      if (w[1] == "time" && candidate.unit.text() == w.at(3)) return same(w, std::to_string(candidate.travel_s));
      seen += (seen.empty() ? "" : " ") + candidate.unit.text();
    }
    std::string wanted;
    for (std::size_t i = 3; i < w.size(); ++i) wanted += (wanted.empty() ? "" : " ") + w[i];
    return seen == wanted ? "" : "expected " + wanted + ", was " + seen;
  }

  roads::TextMap map_;
  roads::RoadGraph graph_;
  std::unique_ptr<const roads::RoadIndex> index_;
  engine::LiveNetwork network_;
  engine::RoadTravelTimes travel_times_;
  Picture picture_;
  Positions positions_;
  Time now_ = start();
  bool refused_ = false;
};

/// The lines after `heading` up to an empty one.
std::vector<std::string> block(std::istream& file, int& number, const std::string& heading) {
  std::string line;
  while (std::getline(file, line) && ++number && line != heading) {
  }
  std::vector<std::string> lines;
  while (std::getline(file, line) && ++number && !line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace

std::string play(const std::filesystem::path& path) {
  std::ifstream file(path);
  int number = 0;
  Player player(block(file, number, "map:"));
  for (const std::string& line : block(file, number, "units:")) player.unit(split(line));
  for (std::string line; std::getline(file, line);) {
    ++number;
    const Words words = split(line.substr(0, line.find('#')));
    if (words.empty()) continue;
    const std::string fault = player.line(words);
    if (!fault.empty()) return path.string() + ":" + std::to_string(number) + ": " + fault;
  }
  return {};
}

}  // namespace vigie::tests
