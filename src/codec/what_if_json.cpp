// SPDX-License-Identifier: Apache-2.0
// Changes of a scenario, member by member.
#include "codec/what_if_json.hpp"

#include <array>
#include <cstddef>

#include "codec/json_members.hpp"
#include "codec/road_json.hpp"

namespace vigie::codec {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;
constexpr std::size_t kMostChanges = 32;
constexpr std::int64_t kMostSeconds = 24 * 3600;
constexpr TextLimits kName{1, 100};

constexpr std::array<std::string_view, 6> kChanges{"close", "hold", "open_exit", "lose_exit", "redirect", "shift_end"};
constexpr std::array<std::string_view, 3> kPlaces{"station", "parking", "on_foot"};

CrowdChangeKind read_kind(Members& m) {
  const std::string said = m.text("kind");
  for (std::size_t i = 0; i < kChanges.size(); ++i)
    if (kChanges[i] == said) return static_cast<CrowdChangeKind>(i);
  m.wrong("kind", "is not one of close, hold, open_exit, lose_exit, redirect, shift_end");
  return CrowdChangeKind::Close;
}

CrowdChange read_change(simdjson::dom::element element, Fault& fault) {
  Members m(element, "change", fault);
  CrowdChange change;
  change.kind = read_kind(m);
  switch (change.kind) {
    case CrowdChangeKind::Close:
    case CrowdChangeKind::Hold: {
      const std::vector<RoadLine> lines = read_lines(m, "lines");
      if (lines.size() == 1 && lines[0].size() >= 2) change.drawn = lines[0];
      else m.wrong("lines", "is not one line of two points or more");
      if (m.has("from_s")) change.from_s = static_cast<double>(m.integer("from_s", -kMostSeconds, kMostSeconds));
      if (m.has("until_s")) change.until_s = static_cast<double>(m.integer("until_s", -kMostSeconds, kMostSeconds));
      if (!(change.from_s < change.until_s)) m.wrong("until_s", "is not after from_s", ErrorKind::OutOfRange);
      break;
    }
    case CrowdChangeKind::OpenExit:
    case CrowdChangeKind::LoseExit: change.name = m.text("name", kName); break;
    case CrowdChangeKind::Redirect:
      change.name = m.text("name", kName);
      change.to = m.text("to", kName);
      change.part = m.has("part") ? m.number("part") : 1;
      if (!(change.part > 0 && change.part <= 1))
        m.wrong("part", "is not above 0 and at most 1", ErrorKind::OutOfRange);
      break;
    case CrowdChangeKind::ShiftEnd:
      change.by_s = static_cast<double>(m.integer("by_s", -kMostSeconds, kMostSeconds));
      break;
  }
  m.finish();
  return change;
}

}  // namespace

std::string_view word(CrowdChangeKind kind) { return kChanges[static_cast<std::size_t>(kind)]; }
std::string_view word(CrowdPlaceKind kind) { return kPlaces[static_cast<std::size_t>(kind)]; }

Result<WhatIfRequest> decode_what_if(std::string_view json) {
  const auto root = parse_json(json, kMostBytes);
  if (!root.ok()) return Error{root.error().kind, "what-if: " + root.error().what};
  Fault fault;
  Members m(*root, "what-if", fault);
  WhatIfRequest request;
  request.scenario = m.text("scenario", kName);
  if (m.has("people")) request.people = static_cast<double>(m.integer("people", 1, 500'000));
  if (m.has("changes"))
    m.array("changes", [&](simdjson::dom::element each) {
      if (request.changes.size() == kMostChanges)
        return m.wrong("changes", "has more than 32 changes", ErrorKind::OutOfRange);
      request.changes.push_back(read_change(each, fault));
    });
  if (m.has("runs")) request.runs = m.integer("runs", 0, 200);
  if (m.has("seed")) request.seed = m.integer("seed", 0, 1'000'000'000);
  m.finish();
  if (!fault.none()) return fault.error();
  return request;
}

}  // namespace vigie::codec
