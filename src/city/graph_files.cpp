// SPDX-License-Identifier: Apache-2.0
// Header, checksum, then the graph's parts one after the other.
#include "city/graph_files.hpp"

#include <utility>
#include <vector>

#include "city/bytes.hpp"
#include "city/files.hpp"

namespace vigie::city {
namespace {

/// A file by its first bytes, and the version of its layout.
struct Kind {
  std::string_view magic;
  std::uint32_t version;
};
constexpr Kind kRoads{"VIGIEROA", 2};  // 2: waiting at signals and signs
constexpr Kind kWalk{"VIGIEWAL", 1};
constexpr Kind kOrder{"VIGIEORD", 1};
constexpr unsigned kControlBit = 2;  // of an arc's flags: from here up the sign at its end

Error corrupt(const std::string& what) { return {ErrorKind::Corrupt, what}; }

std::string framed(const Kind& kind, const std::string& payload) {
  ByteWriter header;
  header.put(kind.version);
  header.put(static_cast<std::uint64_t>(payload.size()));
  return std::string(kind.magic) + std::move(header).take() + checksum(payload) + payload;
}

Result<std::string_view> unframed(const Kind& kind, std::string_view bytes) {
  constexpr std::size_t kChecksum = 64;
  if (bytes.substr(0, kind.magic.size()) != kind.magic) return corrupt("not a graph file of Vigie");
  ByteReader header(bytes.substr(kind.magic.size()));
  const std::uint32_t version = header.get<std::uint32_t>();
  const std::uint64_t size = header.get<std::uint64_t>();
  if (!header.good() || header.left() < kChecksum) return corrupt("cut short in its header");
  if (version != kind.version)
    return corrupt("version " + std::to_string(version) + ", expected " + std::to_string(kind.version) +
                   ": import the city again");
  const std::string_view stored = bytes.substr(bytes.size() - header.left(), kChecksum);
  const std::string_view payload = bytes.substr(bytes.size() - header.left() + kChecksum);
  if (payload.size() != size)
    return corrupt(std::to_string(payload.size()) + " bytes, expected " + std::to_string(size));
  if (checksum(payload) != stored) return corrupt("its checksum differs");
  return payload;
}

void put(ByteWriter& out, const std::vector<geo::Position>& places) {
  out.put(static_cast<std::uint32_t>(places.size()));
  for (const geo::Position& p : places) {
    out.put(p.lat_e7());
    out.put(p.lon_e7());
  }
}

std::vector<geo::Position> places(ByteReader& in) {
  std::vector<geo::Position> out;
  const std::size_t n = in.count(8);
  out.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t lat = in.get<std::int32_t>();
    const Result<geo::Position> p = geo::Position::from_e7(lat, in.get<std::int32_t>());
    if (!p) {
      in.fault();
      break;
    }
    out.push_back(*p);
  }
  return out;
}

void put(ByteWriter& out, const std::vector<std::string>& texts) {
  out.put(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) out.put(text);
}

std::vector<std::string> texts(ByteReader& in) {
  std::vector<std::string> out;
  for (std::size_t n = in.count(4); n > 0; --n) out.emplace_back(in.text());
  return out;
}

}  // namespace

std::string to_bytes(const roads::RoadGraph& graph) {
  const roads::RoadGraphData& data = graph.data();
  ByteWriter out;
  put(out, data.nodes);
  put(out, data.points);
  out.put(static_cast<std::uint32_t>(data.edges.size()));
  for (const roads::Edge& edge : data.edges) {
    out.put(edge.from);
    out.put(edge.to);
    out.put(edge.first_point);
    out.put(edge.length_cm);
    out.put(edge.street);
    out.put(static_cast<std::uint8_t>(edge.road_class));
    out.put(static_cast<std::uint8_t>(edge.roundabout));
  }
  out.put(static_cast<std::uint32_t>(data.arcs.size()));
  for (const roads::Arc& arc : data.arcs) {
    out.put(arc.edge);
    out.put(static_cast<std::uint8_t>((arc.reversed ? 1U : 0U) | (arc.shadow ? 2U : 0U) |
                                      static_cast<unsigned>(arc.control) << kControlBit));
    for (const std::uint32_t duration : arc.duration_ms) out.put(duration);
  }
  out.put(static_cast<std::uint32_t>(data.forbidden.size()));
  for (const roads::ForbiddenTurn& turn : data.forbidden) {
    out.put(turn.from);
    out.put(turn.to);
  }
  put(out, data.streets);
  return framed(kRoads, std::move(out).take());
}

Result<roads::RoadGraph> road_graph_from(std::string_view bytes) {
  const Result<std::string_view> payload = unframed(kRoads, bytes);
  if (!payload) return payload.error();
  ByteReader in(*payload);
  roads::RoadGraphData data;
  data.nodes = places(in);
  data.points = places(in);
  for (std::size_t n = in.count(22); n > 0; --n) {
    roads::Edge edge{};
    edge.from = in.get<std::uint32_t>();
    edge.to = in.get<std::uint32_t>();
    edge.first_point = in.get<std::uint32_t>();
    edge.length_cm = in.get<std::uint32_t>();
    edge.street = in.get<std::uint32_t>();
    edge.road_class = static_cast<roads::RoadClass>(in.get<std::uint8_t>());
    edge.roundabout = in.get<std::uint8_t>() != 0;
    data.edges.push_back(edge);
  }
  for (std::size_t n = in.count(13); n > 0; --n) {
    roads::Arc arc{};
    arc.edge = in.get<std::uint32_t>();
    const std::uint8_t flags = in.get<std::uint8_t>();
    arc.reversed = (flags & 1U) != 0;
    arc.shadow = (flags & 2U) != 0;
    arc.control = static_cast<roads::Control>(flags >> kControlBit);
    for (std::uint32_t& duration : arc.duration_ms) duration = in.get<std::uint32_t>();
    data.arcs.push_back(arc);
  }
  for (std::size_t n = in.count(8); n > 0; --n) {
    const roads::ArcId from = in.get<std::uint32_t>();
    data.forbidden.push_back({from, in.get<std::uint32_t>()});
  }
  data.streets = texts(in);
  if (!in.good() || in.left() != 0) return corrupt("its parts do not fill it");
  return roads::RoadGraph::checked(std::move(data));
}

std::string to_bytes(const roads::WalkGraph& graph) {
  const roads::WalkGraphData& data = graph.data();
  ByteWriter out;
  put(out, data.nodes);
  put(out, data.points);
  out.put(static_cast<std::uint32_t>(data.edges.size()));
  for (const roads::WalkEdge& edge : data.edges) {
    out.put(edge.from);
    out.put(edge.to);
    out.put(edge.first_point);
    out.put(edge.length_cm);
    out.put(edge.name);
    out.put(static_cast<std::uint8_t>(edge.kind));
    out.put(edge.width_cm);
  }
  put(out, data.names);
  out.put(static_cast<std::uint32_t>(data.squares.size()));
  for (const roads::Square& square : data.squares) {
    out.put(square.name);
    put(out, square.outline.ring);
    out.put(static_cast<std::uint64_t>(square.area_m2 * 100 + 0.5));
    out.put(static_cast<std::uint32_t>(square.entries.size()));
    for (const roads::WalkNodeId entry : square.entries) out.put(entry);
  }
  return framed(kWalk, std::move(out).take());
}

Result<roads::WalkGraph> walk_graph_from(std::string_view bytes) {
  const Result<std::string_view> payload = unframed(kWalk, bytes);
  if (!payload) return payload.error();
  ByteReader in(*payload);
  roads::WalkGraphData data;
  data.nodes = places(in);
  data.points = places(in);
  for (std::size_t n = in.count(23); n > 0; --n) {
    roads::WalkEdge edge{};
    edge.from = in.get<std::uint32_t>();
    edge.to = in.get<std::uint32_t>();
    edge.first_point = in.get<std::uint32_t>();
    edge.length_cm = in.get<std::uint32_t>();
    edge.name = in.get<std::uint32_t>();
    edge.kind = static_cast<roads::WalkKind>(in.get<std::uint8_t>());
    edge.width_cm = in.get<std::uint16_t>();
    data.edges.push_back(edge);
  }
  data.names = texts(in);
  for (std::size_t n = in.count(20); n > 0; --n) {
    roads::Square square;
    square.name = std::string(in.text());
    square.outline.ring = places(in);
    square.area_m2 = static_cast<double>(in.get<std::uint64_t>()) / 100;
    for (std::size_t entries = in.count(4); entries > 0; --entries) square.entries.push_back(in.get<std::uint32_t>());
    data.squares.push_back(std::move(square));
  }
  if (!in.good() || in.left() != 0) return corrupt("its parts do not fill it");
  return roads::WalkGraph::checked(std::move(data));
}

std::string order_to_bytes(std::span<const std::uint32_t> order) {
  ByteWriter out;
  out.put(static_cast<std::uint32_t>(order.size()));
  for (const std::uint32_t arc : order) out.put(arc);
  return framed(kOrder, std::move(out).take());
}

Result<std::vector<std::uint32_t>> order_from(std::string_view bytes) {
  const Result<std::string_view> payload = unframed(kOrder, bytes);
  if (!payload) return payload.error();
  ByteReader in(*payload);
  std::vector<std::uint32_t> order(in.count(4));
  for (std::uint32_t& arc : order) arc = in.get<std::uint32_t>();
  if (!in.good() || in.left() != 0) return corrupt("its parts do not fill it");
  return order;
}

}  // namespace vigie::city
