// SPDX-License-Identifier: Apache-2.0
// libosmium's builders and PBF writer; one fixed time for all objects.
#include "city/demo_osm.hpp"

#include <cmath>
#include <exception>
#include <filesystem>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/pbf_output.hpp>

namespace vigie::city::demo {
namespace {

constexpr double kStraight_m = 0.7;  ///< how far a drawn line may be from the bent one
constexpr double kStep_m = 28;

constexpr std::uint32_t kDrawn = 1'767'225'600;  ///< 2026-01-01T00:00:00Z

template <class Builder>
void head(Builder& builder, std::int64_t id) {
  builder.set_id(id).set_visible(true).set_version(1).set_changeset(1).set_timestamp(osmium::Timestamp(kDrawn));
  builder.set_user("vigie");
}

template <class Builder>
void write_tags(Builder& builder, const Tags& tags) {
  osmium::builder::TagListBuilder list(builder);
  for (const auto& [key, value] : tags) list.add_tag(key, value);
}

}  // namespace

std::int64_t OsmSheet::node(Point plan, Tags tags) {
  nodes_.push_back({ground_.position(plan), std::move(tags)});
  return nodes();
}

std::int64_t OsmSheet::way(std::vector<std::int64_t> nodes, Tags tags) {
  ways_.push_back({std::move(nodes), std::move(tags)});
  return ways();
}

std::int64_t OsmSheet::relation(std::vector<Member> members, Tags tags) {
  relations_.push_back({std::move(members), std::move(tags)});
  return static_cast<std::int64_t>(relations_.size());
}

std::vector<std::int64_t> OsmSheet::between(Point from, Point to) {
  std::vector<std::int64_t> ids;
  const int steps = static_cast<int>(std::ceil(distance(from, to) / kStep_m));
  Point last = ground_.bent(from);
  Point direction = unit(ground_.bent(mix(from, to, 0.02)) - last);
  for (int s = 1; s < steps; ++s) {
    const Point plan = mix(from, to, double(s) / steps);
    const Point next = ground_.bent(mix(from, to, double(s + 1) / steps));
    const Point here = ground_.bent(plan);
    const Point chord = unit(next - last);
    const bool bends =
        std::abs(cross(chord, here - last)) > kStraight_m || std::abs(cross(direction, next - last)) > 2 * kStraight_m;
    if (!bends) continue;
    ids.push_back(node(plan));
    direction = unit(next - here);
    last = here;
  }
  return ids;
}

std::int64_t OsmSheet::line(const Path& path, Tags tags) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (i > 0)
      for (const std::int64_t id : between(path[i - 1], path[i])) ids.push_back(id);
    ids.push_back(node(path[i]));
  }
  return way(std::move(ids), std::move(tags));
}

std::int64_t OsmSheet::outline(const Ring& ring, Tags tags) {
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    ids.push_back(node(ring[i]));
    for (const std::int64_t id : between(ring[i], ring[(i + 1) % ring.size()])) ids.push_back(id);
  }
  ids.push_back(ids.front());
  return way(std::move(ids), std::move(tags));
}

Result<void> OsmSheet::write(const std::string& file, const geo::Position& south_west,
                             const geo::Position& north_east) const {
  const std::string part = file + ".part";
  try {
    osmium::io::Header header;
    header.add_box(osmium::Box(south_west.lon(), south_west.lat(), north_east.lon(), north_east.lat()));
    header.set("generator", "vigie");
    osmium::io::Writer out(osmium::io::File(part, "pbf"), header, osmium::io::overwrite::allow);
    osmium::memory::Buffer buffer(1 << 20, osmium::memory::Buffer::auto_grow::yes);
    const auto flush = [&](bool always) {
      if (!always && buffer.committed() < (1 << 19)) return;
      osmium::memory::Buffer full(1 << 20, osmium::memory::Buffer::auto_grow::yes);
      std::swap(full, buffer);
      out(std::move(full));
    };
    std::int64_t id = 0;
    for (const Node& node : nodes_) {
      {
        osmium::builder::NodeBuilder builder(buffer);
        head(builder, ++id);
        builder.set_location(osmium::Location(node.position.lon_e7(), node.position.lat_e7()));
        if (!node.tags.empty()) write_tags(builder, node.tags);
      }
      buffer.commit();
      flush(false);
    }
    flush(true);
    id = 0;
    for (const Way& way : ways_) {
      ++id;
      if (way.nodes.size() < 2) continue;
      {
        osmium::builder::WayBuilder builder(buffer);
        head(builder, id);
        {
          osmium::builder::WayNodeListBuilder list(builder);
          for (const std::int64_t node : way.nodes) list.add_node_ref(node);
        }
        write_tags(builder, way.tags);
      }
      buffer.commit();
      flush(false);
    }
    flush(true);
    id = 0;
    for (const Relation& relation : relations_) {
      {
        osmium::builder::RelationBuilder builder(buffer);
        head(builder, ++id);
        {
          osmium::builder::RelationMemberListBuilder list(builder);
          for (const Member& member : relation.members)
            list.add_member(member.kind == 'n' ? osmium::item_type::node : osmium::item_type::way, member.id,
                            member.role.c_str());
        }
        write_tags(builder, relation.tags);
      }
      buffer.commit();
      flush(false);
    }
    flush(true);
    out.close();
    std::filesystem::rename(part, file);
    return {};
  } catch (const std::exception& fault) {
    return Error{ErrorKind::Io, "cannot write " + file + ": " + fault.what()};
  }
}

}  // namespace vigie::city::demo
