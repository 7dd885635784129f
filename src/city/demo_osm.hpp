// SPDX-License-Identifier: Apache-2.0
// A sheet on which the demo city is drawn, and its writing as OpenStreetMap PBF.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "city/demo_ground.hpp"
#include "city/demo_shape.hpp"
#include "core/result.hpp"

namespace vigie::city::demo {

using Tags = std::vector<std::pair<std::string, std::string>>;

class OsmSheet {
 public:
  explicit OsmSheet(const Ground& ground) : ground_(ground) {}

  struct Way {
    std::vector<std::int64_t> nodes;
    Tags tags;
  };
  struct Member {
    char kind;  ///< 'n' or 'w'
    std::int64_t id;
    std::string role;
  };

  /// Ids count from 1, per kind.
  std::int64_t node(Point plan, Tags tags = {});
  std::int64_t way(std::vector<std::int64_t> nodes, Tags tags);
  std::int64_t relation(std::vector<Member> members, Tags tags);

  /// A line or an outline over the bent ground; points are added so that it bends with it.
  std::int64_t line(const Path& path, Tags tags);
  std::int64_t outline(const Ring& ring, Tags tags);

  /// Node ids along a straight piece of plan, without its ends: as many as the ground's bends need.
  std::vector<std::int64_t> between(Point from, Point to);

  Way& way_of(std::int64_t id) { return ways_[static_cast<std::size_t>(id - 1)]; }
  std::int64_t ways() const { return static_cast<std::int64_t>(ways_.size()); }
  std::int64_t nodes() const { return static_cast<std::int64_t>(nodes_.size()); }

  /// Same sheet, same bytes. Errors: Io.
  Result<void> write(const std::string& file, const geo::Position& south_west, const geo::Position& north_east) const;

 private:
  struct Node {
    geo::Position position;
    Tags tags;
  };
  struct Relation {
    std::vector<Member> members;
    Tags tags;
  };

  const Ground& ground_;
  std::vector<Node> nodes_;
  std::vector<Way> ways_;
  std::vector<Relation> relations_;
};

}  // namespace vigie::city::demo
