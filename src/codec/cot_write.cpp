// SPDX-License-Identifier: Apache-2.0
// Events as text, one line each, a newline after each; every value escaped.
#include "codec/cot_write.hpp"

#include <array>
#include <charconv>
#include <string_view>

namespace vigie::codec {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::string_view kOurUid = "VIGIE";
constexpr std::string_view kOurName = "Vigie";
constexpr hours kTaskingHolds{12};  // a shift; the marker greys on the phone after that
constexpr seconds kPongHolds{20};

/// Characters XML 1.0 forbids become a space; those it reserves are written as references.
void escape(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&apos;"; break;
      case '\n': out += "&#10;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
}

void attribute(std::string& out, std::string_view name, std::string_view value) {
  ((out += ' ') += name) += "=\"";
  escape(out, value);
  out += '"';
}

/// Whole 1e-7 degrees as a decimal number: "43.2961700".
std::string degrees(std::int32_t e7) {
  std::array<char, 32> digits{};
  const auto [end, error] =
      std::to_chars(digits.data(), digits.data() + digits.size(), e7 / 1e7, std::chars_format::fixed, 7);
  return error == std::errc() ? std::string(digits.data(), end) : std::string("0");
}

struct Frame {
  std::string_view uid;
  std::string_view type;
  Time now;
  std::chrono::milliseconds holds;
  const geo::Position* place;  ///< null: nowhere
};

void open_event(std::string& out, const Frame& frame) {
  out += "<event version=\"2.0\"";
  attribute(out, "uid", frame.uid);
  attribute(out, "type", frame.type);
  attribute(out, "how", "h-g-i-g-o");
  attribute(out, "time", to_rfc3339(frame.now));
  attribute(out, "start", to_rfc3339(frame.now));
  attribute(out, "stale", to_rfc3339(frame.now + frame.holds));
  out += "><point";
  attribute(out, "lat", frame.place ? degrees(frame.place->lat_e7()) : "0.0");
  attribute(out, "lon", frame.place ? degrees(frame.place->lon_e7()) : "0.0");
  out += " hae=\"9999999.0\" ce=\"9999999.0\" le=\"9999999.0\"/><detail>";
}

void close_event(std::string& out) { out += "</detail></event>\n"; }

std::string marker_uid(const MissionId& mission) { return "VIGIE." + mission.text(); }

void our_detail(std::string& out, const CotTasking& tasking, std::string_view state) {
  out += "<vigie";
  attribute(out, "mission", tasking.mission.text());
  attribute(out, "incident", tasking.incident.text());
  attribute(out, "state", state);
  out += "/>";
}

void write_marker(std::string& out, const CotTasking& tasking, Time now) {
  const std::string uid = marker_uid(tasking.mission);
  open_event(out, {.uid = uid, .type = "b-m-p-w-GOTO", .now = now, .holds = kTaskingHolds, .place = &tasking.place});
  out += "<contact";
  attribute(out, "callsign", tasking.mission.text() + " " + tasking.title);
  out += "/><remarks>";
  escape(out, tasking.text);
  out += "</remarks><link";
  attribute(out, "uid", kOurUid);
  attribute(out, "type", "a-f-G-U-C");
  attribute(out, "parent_callsign", kOurName);
  attribute(out, "relation", "p-p");
  out += "/><status readiness=\"true\"/><archive/>";
  our_detail(out, tasking, "sent");
  close_event(out);
}

/// A direct GeoChat message, the way ATAK writes one (samples 018 and 019 of the fixtures).
void write_chat(std::string& out, std::string_view message_id, std::string_view text, const CotAddressee& to,
                Time now) {
  const std::string uid = "GeoChat.VIGIE." + to.uid + "." + std::string(message_id);
  open_event(out, {.uid = uid, .type = "b-t-f", .now = now, .holds = hours(24), .place = nullptr});
  out += "<__chat parent=\"RootContactGroup\" groupOwner=\"false\"";
  attribute(out, "messageId", message_id);
  attribute(out, "chatroom", to.callsign);
  attribute(out, "id", to.uid);
  attribute(out, "senderCallsign", kOurName);
  out += "><chatgrp";
  attribute(out, "uid0", kOurUid);
  attribute(out, "uid1", to.uid);
  attribute(out, "id", to.uid);
  out += "/></__chat><link";
  attribute(out, "uid", kOurUid);
  attribute(out, "type", "a-f-G-U-C");
  attribute(out, "relation", "p-p");
  out += "/><remarks";
  attribute(out, "source", "BAO.F.ATAK.VIGIE");
  attribute(out, "to", to.uid);
  attribute(out, "time", to_rfc3339(now));
  out += '>';
  escape(out, text);
  out += "</remarks>";
  close_event(out);
}

}  // namespace

std::string write_tasking(const CotTasking& tasking, const CotAddressee& to, Time now) {
  std::string out;
  write_marker(out, tasking, now);
  std::string text = tasking.mission.text() + ": " + tasking.title;
  if (!tasking.text.empty()) (text += "\n") += tasking.text;
  text += "\n1 = en route · 2 = sur place / on scene · 3 = terminé / done";
  write_chat(out, tasking.mission.text() + ".sent", text, to, now);
  return out;
}

std::string write_tasking_cancelled(const CotTasking& tasking, const CotAddressee& to, Time now) {
  std::string out;
  const std::string marker = marker_uid(tasking.mission);
  const std::string uid = marker + ".cancelled";
  open_event(out, {.uid = uid, .type = "t-x-d-d", .now = now, .holds = hours(1), .place = nullptr});
  out += "<link";
  attribute(out, "uid", marker);
  attribute(out, "type", "b-m-p-w-GOTO");
  attribute(out, "relation", "p-p");
  out += "/><__forcedelete/>";
  our_detail(out, tasking, "cancelled");
  close_event(out);
  write_chat(out, tasking.mission.text() + ".cancelled", tasking.mission.text() + ": annulée / cancelled", to, now);
  return out;
}

std::string write_pong(Time now) {
  std::string out;
  open_event(out, {.uid = "takPong", .type = "t-x-c-t-r", .now = now, .holds = kPongHolds, .place = nullptr});
  close_event(out);
  return out;
}

}  // namespace vigie::codec
