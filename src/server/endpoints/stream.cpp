// SPDX-License-Identifier: Apache-2.0
// Snapshots and deltas, per client.
#include "server/endpoints/stream.hpp"

#include <nlohmann/json.hpp>

#include "codec/json_writer.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

using Removed = std::vector<std::pair<std::string, std::string>>;

/// Items that left the picture since that sequence, of those the subject could see at all.
Removed removed_since(const Picture& picture, std::uint64_t after) {
  Removed removed;
  for (const Removal& removal : picture.removed)
    if (removal.changed > after) removed.emplace_back(removal.what, removal.id);
  return removed;
}

void append_removed(std::string& out, const Removed& removed) {
  if (removed.empty()) return;
  out += ",\"removed\":[";
  for (std::size_t i = 0; i < removed.size(); ++i) {
    out += i > 0 ? ",{\"what\":" : "{\"what\":";
    codec::append_string(out, removed[i].first);
    out += ",\"id\":";
    codec::append_string(out, removed[i].second);
    out += '}';
  }
  out += ']';
}

Result<double> degrees(const nlohmann::json& message, const char* member, double most) {
  const auto found = message.find(member);
  if (found == message.end() || !found->is_number())
    return Error{ErrorKind::Malformed, std::string("viewport: no ") + member};
  const double value = found->get<double>();
  if (value >= -most && value <= most) return value;
  return Error{ErrorKind::OutOfRange, std::string("viewport: ") + member + " is not on the globe"};
}

}  // namespace

Result<void> StreamClient::hear(std::string_view text) {
  if (text.size() > kViewportBytes) return Error{ErrorKind::TooLarge, "viewport: beyond 1 KiB"};
  const auto message = nlohmann::json::parse(text, nullptr, false);
  if (!message.is_object() || message.size() != 5 || message.value("type", nlohmann::json()) != "viewport")
    return Error{ErrorKind::Malformed, "expected a viewport"};
  const Result<double> west = degrees(message, "west", 180), south = degrees(message, "south", 90),
                       east = degrees(message, "east", 180), north = degrees(message, "north", 90);
  for (const auto* each : {&west, &south, &east, &north})
    if (!*each) return each->error();
  if (!(*west <= *east) || !(*south <= *north))
    return Error{ErrorKind::OutOfRange, "viewport: its corners are swapped"};
  viewport_ = geo::Box{.south = *south, .west = *west, .north = *north, .east = *east};
  viewport_changed_ = true;
  return {};
}

bool StreamClient::in_view(const access::VisiblePosition& position) const {
  return !viewport_ || viewport_->contains(position.position.place);
}

std::vector<std::string> StreamClient::append_moved(std::string& out, LiveView& view, const Moment& moment) {
  const VisiblePositions positions = view.positions_for(moment, subject_);
  std::vector<const access::VisiblePosition*> moved;
  std::vector<std::string> gone;
  std::vector<Told> now;
  now.reserve(told_.size());
  auto before = told_.cbegin();
  for (const access::VisiblePosition& visible : *positions) {
    if (!in_view(visible)) continue;
    const UnitPosition& position = visible.position;
    for (; before != told_.cend() && before->unit < position.unit; ++before) gone.push_back(before->unit.text());
    const bool known = before != told_.cend() && before->unit == position.unit;
    const bool same = known && before->place == position.place && before->heading_deg == position.heading_deg &&
                      before->speed_mps == position.speed_mps && before->precision == visible.precision &&
                      position.seen - before->seen < kSeenDrift;
    now.push_back(same ? *before
                       : Told{position.unit, position.place, position.heading_deg, position.speed_mps, position.seen,
                              visible.precision});
    if (!same) moved.push_back(&visible);
    if (known) ++before;
  }
  for (; before != told_.cend(); ++before) gone.push_back(before->unit.text());
  told_ = std::move(now);
  if (!moved.empty() || !begun_) append_positions(out, moved);
  return gone;
}

std::optional<std::string> StreamClient::next(LiveView& view, const Moment& moment, std::chrono::nanoseconds steady) {
  const Picture& picture = *moment.picture;
  const bool appears = subject_.role == Role::Officer;  // what they see comes and goes with their missions
  std::string out;
  begin_message(out, begun_ ? "delta" : "snapshot", moment);
  const std::size_t empty = out.size();
  Removed removed;
  if (!begun_) {
    append_all(out, picture, subject_);
    if (appears) {
      std::string already_said;
      (void)append_unseen(already_said, picture, subject_, shown_);
    }
  } else if (picture.last.sequence != sequence_) {
    if (appears) {
      removed = append_unseen(out, picture, subject_, shown_);
    } else {
      append_changed(out, picture, subject_, sequence_);
      removed = removed_since(picture, sequence_);
    }
  }
  const bool shared = access::sees_derived(subject_);
  if (!shared || !begun_ || viewport_changed_ || moment.positions_version != positions_version_)
    for (std::string& unit : append_moved(out, view, moment)) removed.emplace_back("position", std::move(unit));
  append_removed(out, removed);

  const bool nothing_new = out.size() == empty;
  if (nothing_new && begun_ && steady - last_ < kHeartbeat) {
    sequence_ = picture.last.sequence;
    positions_version_ = moment.positions_version;
    return std::nullopt;
  }
  out += '}';
  begun_ = true;
  viewport_changed_ = false;
  sequence_ = picture.last.sequence;
  positions_version_ = moment.positions_version;
  last_ = steady;
  return out;
}

Response Stream::operator()(const Request&) const {
  return refuse({ErrorKind::Malformed, "this is a WebSocket: ask for an upgrade"});
}

}  // namespace vigie::server::endpoints
