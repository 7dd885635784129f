// SPDX-License-Identifier: Apache-2.0
// One step of the model, for everybody.
#include "pedestrians/motion.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace vigie::pedestrians {
namespace {

constexpr std::size_t kMostSeen = 128;  // beyond it the rest is not looked at: at 2.3 m that is above 7 people/m²
constexpr float kWallTurn = 2.0F;       // how much a wall at MotionParameters::wall_m turns the way,
constexpr float kWallRange_m = 0.1F;    // and over what distance that fades
constexpr std::size_t kMostWalls = 16;
constexpr double kWallSeen_m = 0.7;
constexpr double kBesideWall_m = 0.3, kFreeOfWall_m = 0.6;  // from here on beside a wall; from there on free of it
constexpr float kTouch_m = 0.05F;                           // oncoming bodies so near have met
constexpr double kAside = 0.25;                             // what a metre aside is worth then, in metres ahead
constexpr float kFree_m = 1e6F;                             // nobody in the way
constexpr double kWorthTurning_mps = 0.02;                  // less progress than this is no reason to turn

/// exp(x) for x <= 0, as (1 + x/16)^16: multiplications only, so that the compiler does several at once. 0 below -16.
float fading(float x) {
  float y = std::max(0.0F, 1 + x * (1 / 16.0F));
  y *= y, y *= y, y *= y;
  return y * y;
}

using Float2 = Motion::Float2;

Float2 unit(Float2 v) {
  const float norm2 = v.x * v.x + v.y * v.y;
  if (!(norm2 > 0)) return {0, 0};
  const float scale = 1 / std::sqrt(norm2);
  return {v.x * scale, v.y * scale};
}

/// Cosine and sine of the turns tried: 0, 20, 40, 60, 80 and, against somebody oncoming, 100 degrees to either side.
constexpr std::array<Float2, 11> kWaysPast{{{1, 0},
                                            {0.94F, 0.34F},
                                            {0.94F, -0.34F},
                                            {0.77F, 0.64F},
                                            {0.77F, -0.64F},
                                            {0.5F, 0.87F},
                                            {0.5F, -0.87F},
                                            {0.17F, 0.98F},
                                            {0.17F, -0.98F},
                                            {-0.17F, 0.98F},
                                            {-0.17F, -0.98F}}};

}  // namespace

/// The loops over it are plain arithmetic over arrays.
struct Motion::Seen {
  std::size_t count = 0;
  bool met = false;  // somebody oncoming is as near as bodies touch
  std::array<float, kMostSeen> dx, dy, vx, vy;
  std::array<float, kMostSeen> size;  // 1, or less for who has farther to go and lets one pass

  void gather(const std::vector<Glimpse>& all, std::size_t i, std::span<const std::uint32_t> near,
              const MotionParameters& p) {
    count = 0;
    met = false;
    const float touch_m = static_cast<float>(p.body_m * p.oncoming) + kTouch_m;
    const Glimpse& me = all[i];
    const float reach2 = static_cast<float>(p.reach_m * p.reach_m), yielding = static_cast<float>(p.yielding);
    const float oncoming = static_cast<float>(p.oncoming);
    for (const std::uint32_t j : near) {
      const Glimpse& other = all[j];
      dx[count] = other.x - me.x;
      dy[count] = other.y - me.y;
      vx[count] = other.vx;
      vy[count] = other.vy;
      const bool against = other.vx * me.wish_x + other.vy * me.wish_y < -0.05F ||
                           other.wish_x * me.wish_x + other.wish_y * me.wish_y < -0.5F;
      const bool oncomes = against && other.way != me.way;
      const bool yields = other.left_m > me.left_m || (other.left_m == me.left_m && j > i);
      size[count] = oncomes ? oncoming : yields ? yielding : 1.0F;
      met = met || (oncomes && dx[count] * dx[count] + dy[count] * dy[count] < touch_m * touch_m);
      count +=
          static_cast<std::size_t>(dx[count] * dx[count] + dy[count] * dy[count] < reach2 && count + 1 < kMostSeen);
    }
  }

  /// The sum of everybody's push to the left (+) or right (-) of the way wished for.
  float push_left(const MotionParameters& p, Float2 wish, Float2 facing, Float2 velocity) const {
    const float ahead_s = static_cast<float>(p.anticipation_s), body = static_cast<float>(p.body_m);
    const float strength = static_cast<float>(p.avoid_strength), sharpness = static_cast<float>(1 / p.avoid_range_m);
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t k = 0; k < count; ++k) {
      const float off2 = dx[k] * dx[k] + dy[k] * dy[k];
      const float over = 1 / std::sqrt(off2 + 1e-6F);
      const float in_front = std::max(wish.x * dx[k] + wish.y * dy[k], facing.x * dx[k] + facing.y * dy[k]);
      // Where both will be: the gap along the line between them shrinks by the closing speed.
      const float closing = (dx[k] * (vx[k] - velocity.x) + dy[k] * (vy[k] - velocity.y)) * over;
      const float gap = std::max(0.0F, off2 * over + closing * ahead_s);
      const float against = 1 - (wish.x * vx[k] + wish.y * vy[k]) / std::sqrt(vx[k] * vx[k] + vy[k] * vy[k] + 0.01F);
      const float push = strength * (1 + 0.5F * against) * fading(std::min(0.0F, (body - gap) * sharpness));
      const float later_x = dx[k] + vx[k] * ahead_s, later_y = dy[k] + vy[k] * ahead_s;
      const float to_left = wish.x * later_y - wish.y * later_x;
      const float away = to_left > 0 ? -push : push;
      sum += in_front > 0 ? away : 0.0F;
    }
    return sum;
  }

  /// Metres that can be walked along `way` until two bodies would touch.
  float free_m(float body_m, float shoulder_m, float ahead_s, Float2 way) const {
    float nearest = kFree_m;
#pragma omp simd reduction(min : nearest)
    for (std::size_t k = 0; k < count; ++k) {
      const float along = way.x * dx[k] + way.y * dy[k];
      const float aside = way.x * dy[k] - way.y * dx[k];
      const float shoulder = shoulder_m * size[k], part = 1 - aside * aside / (shoulder * shoulder);
      const float gap =
          along + ahead_s * (way.x * vx[k] + way.y * vy[k]) - body_m * size[k] * std::sqrt(std::max(0.0F, part));
      const float limit = along > 0 && part > 0 ? gap : kFree_m;
      nearest = limit < nearest ? limit : nearest;
    }
    return nearest;
  }
};

/// The walls that limit one person's steps: outward normals, and how fast one may walk into them.
struct Motion::Kept {
  struct Wall {
    Vec normal;
    double allowed_mps;
  };
  std::array<Wall, kMostWalls> wall;
  std::size_t count = 0;
  Float2 push{0, 0};  // what they turn the way by
  double nearest_m = kWallSeen_m;

  void gather(const MotionParameters& p, Vec here, std::span<const std::uint32_t> near,
              const std::vector<Segment>& walls) {
    count = 0;
    push = {0, 0};
    nearest_m = kWallSeen_m;
    for (const std::uint32_t w : near) {
      const Vec off = here - nearest_on(walls[w], here);
      const double off2 = dot(off, off);
      if (!(off2 > 0) || off2 > kWallSeen_m * kWallSeen_m) continue;
      const double off_m = std::sqrt(off2);
      nearest_m = std::min(nearest_m, off_m);
      const Vec normal = off * (1 / off_m);
      const float turn = kWallTurn * fading(std::min(0.0F, static_cast<float>(p.wall_m - off_m) / kWallRange_m));
      push = {push.x + turn * static_cast<float>(normal.x), push.y + turn * static_cast<float>(normal.y)};
      if (count < kMostWalls) wall[count++] = {normal, std::max(0.0, off_m - p.wall_m) / p.wall_slowing_s};
    }
  }

  /// Along the walls: what points into one faster than its gap allows is taken away.
  Vec limit(Vec velocity) const {
    for (int pass = 0; pass < 2; ++pass)
      for (std::size_t w = 0; w < count; ++w) {
        const double into = -dot(velocity, wall[w].normal);
        if (into > wall[w].allowed_mps) velocity = velocity + wall[w].normal * (into - wall[w].allowed_mps);
      }
    return velocity;
  }
};

/// As fast along `heading` as walls and people let.
Vec Motion::walk(const Person& person, Float2 heading, float ahead_s, const Kept& kept, const Seen& seen) const {
  const Vec velocity = kept.limit(Vec{heading.x, heading.y} * person.desired_mps);
  const double most_mps = length(velocity);
  const Float2 way = unit(Float2{static_cast<float>(velocity.x), static_cast<float>(velocity.y)});
  const double free_mps =
      std::max(0.0F, seen.free_m(person.body_m, person.shoulder_m, ahead_s, way)) / person.time_gap_s;
  return free_mps < most_mps ? velocity * (free_mps / most_mps) : velocity;
}

/// Who is held up looks to both sides for a way past: the turn with the most progress, or none.
std::optional<Float2> Motion::way_past(const Person& person, Float2 wish, double progress_mps, const Kept& kept,
                                       const Seen& seen) const {
  std::optional<Float2> best;
  const float ahead_s = static_cast<float>(parameters_.foresight_s);
  double best_mps = progress_mps + kWorthTurning_mps;
  for (const Float2 turn : kWaysPast) {
    const Float2 way{wish.x * turn.x - wish.y * turn.y, wish.y * turn.x + wish.x * turn.y};
    const Vec velocity = walk(person, way, ahead_s, kept, seen);
    // Face to face with somebody oncoming any step aside is worth something, otherwise only those that lead on.
    const double mps = dot(velocity, {wish.x, wish.y}) + (seen.met ? kAside * length(velocity) : 0);
    if (turn.x < 0 && !seen.met) break;
    if (mps > best_mps) {
      best_mps = mps;
      best = way;
    }
  }
  return best;
}

/// Along a wall there is nobody on one side: lanes close up (the zipper of narrow passages).
float Motion::shoulder_m(double nearest_wall_m) const {
  const double off_wall = std::clamp((nearest_wall_m - kBesideWall_m) / (kFreeOfWall_m - kBesideWall_m), 0.0, 1.0);
  const double share = parameters_.beside_wall + (1 - parameters_.beside_wall) * off_wall;
  return static_cast<float>(parameters_.shoulder_m * share);
}

/// What others see of a person, side by side in memory; places are from the first person's, which keeps floats exact.
void Motion::take_glimpses(const People& people, const Wish& wish) {
  glimpses_.resize(people.size());
  for (std::size_t i = 0; i < people.size(); ++i)
    glimpses_[i] = {static_cast<float>(people.x[i] - people.x[0]),
                    static_cast<float>(people.y[i] - people.y[0]),
                    people.vx[i],
                    people.vy[i],
                    wish.x[i],
                    wish.y[i],
                    wish.left_m[i],
                    people.route[i] << 8 | people.leg[i]};
}

void Motion::decide(People& people, const Wish& wish, const Neighbours& neighbours, const std::vector<Segment>& walls,
                    double step_s) {
  const std::size_t count = people.size();
  take_glimpses(people, wish);
  next_vx_.resize(count);
  next_vy_.resize(count);
  const float turn = static_cast<float>(std::min(1.0, step_s / parameters_.turning_s));
  const float step = static_cast<float>(step_s);
  Seen seen;
  Kept kept;
  for (std::size_t i = 0; i < count; ++i) {
    const Float2 want{wish.x[i], wish.y[i]};
    if (want.x == 0 && want.y == 0) {
      next_vx_[i] = next_vy_[i] = 0;
      continue;
    }
    Float2 facing{people.facing_x[i], people.facing_y[i]};
    if (facing.x == 0 && facing.y == 0) facing = want;
    seen.gather(glimpses_, i, neighbours.people_near(i), parameters_);
    kept.gather(parameters_, people.place(i), neighbours.walls_near(i), walls);

    people.hold_s[i] -= step;
    if (people.hold_s[i] <= 0) {
      const float left = seen.push_left(parameters_, want, facing, {people.vx[i], people.vy[i]});
      const Float2 way = unit(Float2{want.x - left * want.y + kept.push.x, want.y + left * want.x + kept.push.y});
      facing = unit(Float2{facing.x + turn * (way.x - facing.x), facing.y + turn * (way.y - facing.y)});
      if (facing.x == 0 && facing.y == 0) facing = want;
    }
    const Person person{people.desired_mps[i], people.time_gap_s[i], static_cast<float>(parameters_.body_m),
                        shoulder_m(kept.nearest_m)};
    if (people.hold_s[i] <= 0) {
      const double progress_mps =
          dot(walk(person, facing, static_cast<float>(parameters_.foresight_s), kept, seen), {want.x, want.y});
      if (progress_mps < parameters_.held_up * person.desired_mps) {
        people.hold_s[i] = static_cast<float>(parameters_.look_s);
        if (const std::optional<Float2> way = way_past(person, want, progress_mps, kept, seen)) facing = *way;
      }
    }
    const Vec velocity = walk(person, facing, 0, kept, seen);
    people.facing_x[i] = facing.x;
    people.facing_y[i] = facing.y;
    next_vx_[i] = static_cast<float>(velocity.x);
    next_vy_[i] = static_cast<float>(velocity.y);
  }
  people.vx.swap(next_vx_);
  people.vy.swap(next_vy_);
}

}  // namespace vigie::pedestrians
