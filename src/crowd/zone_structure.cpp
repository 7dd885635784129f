// SPDX-License-Identifier: Apache-2.0
// Correlations of residuals: at once for directions, delayed for upstream zones.
#include "crowd/zone_structure.hpp"

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <set>

namespace vigie::crowd {
namespace {

constexpr std::array<std::size_t, 7> kLags = {1, 2, 3, 4, 6, 9, 12};  // slots
constexpr std::size_t kChange = 3;                                    // slots
constexpr double kLeastCorrelation = 0.2;
constexpr float kFirstSpread = 1;  // √people; as a handful of residuals
constexpr double kSpreadPrior = 50;
constexpr std::size_t kHour = 12;

std::vector<float> spreads(const ZonePast& past, std::size_t from, std::size_t to) {
  std::vector<float> spread;
  for (std::size_t zone = 0; zone < past.zones; ++zone) {
    double squares = kSpreadPrior * static_cast<double>(kFirstSpread * kFirstSpread), count = kSpreadPrior;
    for (std::size_t slot = from; slot < to; ++slot) {
      const float value = past.residual[past.cell(slot, zone)];
      if (std::isnan(value)) continue;
      squares += static_cast<double>(value * value);
      count += 1;
    }
    spread.push_back(static_cast<float>(std::sqrt(squares / count)));
  }
  return spread;
}

/// Change of each zone over a quarter of an hour, in units of the zone's spread; 0 where not known. Every second slot would do;
/// all are taken.
std::vector<float> changes(const ZonePast& past, const std::vector<float>& spread, std::size_t from, std::size_t to) {
  const std::size_t slots = to - from;
  std::vector<float> change(slots * past.zones, 0);
  for (std::size_t zone = 0; zone < past.zones; ++zone)
    for (std::size_t slot = kChange; slot < slots; ++slot) {
      const float value =
          (past.residual[past.cell(from + slot, zone)] - past.residual[past.cell(from + slot - kChange, zone)]) /
          spread[zone];
      if (!std::isnan(value)) change[zone * slots + slot] = std::clamp(value, -4.0F, 4.0F);
    }
  return change;
}

std::vector<Upstream> upstreams(const ZonePast& past, const std::vector<float>& spread, std::size_t from,
                                std::size_t to) {
  std::vector<Upstream> found(past.zones);
  if (to <= from + 2 * kSlotsADay) return found;
  const std::size_t slots = to - from;
  const std::vector<float> change = changes(past, spread, from, to);
  std::vector<double> size(past.zones);
  const auto product = [&](std::size_t a, std::size_t b, std::size_t lag) {
    float sum = 0;
    double total = 0;
    const float* const later = change.data() + a * slots + lag;
    const float* const earlier = change.data() + b * slots;
    for (std::size_t begin = 0; begin < slots - lag; begin += 256, total += static_cast<double>(sum), sum = 0)
      for (std::size_t slot = begin; slot < std::min(begin + 256, slots - lag); ++slot)
        sum += later[slot] * earlier[slot];
    return total;
  };
  for (std::size_t zone = 0; zone < past.zones; ++zone) size[zone] = std::sqrt(product(zone, zone, 0));
  for (std::size_t zone = 0; zone < past.zones; ++zone) {
    double best = kLeastCorrelation;
    for (std::size_t other = 0; other < past.zones; ++other) {
      if (other == zone || !(size[zone] * size[other] > 0)) continue;
      for (const std::size_t lag : kLags) {
        const double correlation = product(zone, other, lag) / (size[zone] * size[other]);
        if (correlation <= best) continue;
        best = correlation;
        found[zone] = {other, lag};
      }
    }
  }
  return found;
}

std::vector<std::array<float, kDirections>> directions(const ZonePast& past, const std::vector<float>& spread,
                                                       std::size_t from, std::size_t to) {
  const auto zones = static_cast<Eigen::Index>(past.zones);
  Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(zones, zones);
  Eigen::VectorXd hour(zones);
  for (std::size_t begin = from; begin + kHour <= to; begin += kHour) {
    for (std::size_t zone = 0; zone < past.zones; ++zone) {
      float sum = 0, count = 0;
      for (std::size_t slot = begin; slot < begin + kHour; ++slot) {
        const float value = past.residual[past.cell(slot, zone)];
        if (std::isnan(value)) continue;
        sum += value;
        count += 1;
      }
      hour(static_cast<Eigen::Index>(zone)) =
          count > 0 ? std::clamp(static_cast<double>(sum / count / spread[zone]), -4.0, 4.0) : 0.0;
    }
    gram.selfadjointView<Eigen::Lower>().rankUpdate(hour);
  }
  std::vector<std::array<float, kDirections>> loadings(past.zones);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
  for (std::size_t k = 0; k < std::min(kDirections, past.zones); ++k) {
    Eigen::VectorXd vector = solver.eigenvectors().col(zones - 1 - static_cast<Eigen::Index>(k));
    Eigen::Index largest = 0;
    vector.cwiseAbs().maxCoeff(&largest);
    if (vector(largest) < 0) vector = -vector;  // the sign is free: fix it
    for (std::size_t zone = 0; zone < past.zones; ++zone)
      loadings[zone][k] = static_cast<float>(vector(static_cast<Eigen::Index>(zone)));
  }
  return loadings;
}

void by_gates(std::span<const Zone> zones, ZoneStructure& structure) {
  std::vector<std::set<std::size_t>> joined(zones.size());
  for (std::size_t a = 0; a < zones.size(); ++a)
    for (const ZoneGate& gate : zones[a].gates)
      for (std::size_t b = 0; b < zones.size(); ++b)
        if (b != a && zones[b].id == gate.to) {
          joined[a].insert(b);
          joined[b].insert(a);
        }
  for (const std::set<std::size_t>& others : joined) {
    structure.neighbours.emplace_back(others.begin(), others.end());
    structure.stations.emplace_back();
    for (const std::size_t other : others)
      if (zones[other].kind == ZoneKind::Station) structure.stations.back().push_back(other);
  }
}

void write_indices(ByteWriter& out, const std::vector<std::size_t>& indices) {
  out.u64(indices.size());
  for (const std::size_t index : indices) out.u64(index);
}

std::vector<std::size_t> read_indices(ByteReader& in, std::size_t below) {
  std::vector<std::size_t> indices(in.count(8));
  for (std::size_t& index : indices) {
    index = in.u64();
    if (index >= below) in.refuse();
  }
  return indices;
}

}  // namespace

ZoneStructure zone_structure(const ZonePast& past, std::span<const Zone> zones, std::size_t from, std::size_t to) {
  ZoneStructure structure;
  by_gates(zones, structure);
  structure.spread = spreads(past, from, to);
  structure.upstream = upstreams(past, structure.spread, from, to);
  structure.loadings = directions(past, structure.spread, from, to);
  return structure;
}

void ZoneStructure::write(ByteWriter& out) const {
  out.reals(spread);
  for (const auto& indices : neighbours) write_indices(out, indices);
  for (const auto& indices : stations) write_indices(out, indices);
  for (const Upstream& one : upstream) {
    out.u64(one.zone);
    out.u64(one.lag_slots);
  }
  for (const auto& loading : loadings)
    for (const float value : loading) out.real32(value);
}

ZoneStructure ZoneStructure::read(ByteReader& in, std::size_t zones) {
  ZoneStructure structure;
  structure.spread = in.reals<float>();
  if (structure.spread.size() != zones) in.refuse();
  for (std::size_t zone = 0; zone < zones; ++zone) structure.neighbours.push_back(read_indices(in, zones));
  for (std::size_t zone = 0; zone < zones; ++zone) structure.stations.push_back(read_indices(in, zones));
  for (std::size_t zone = 0; zone < zones; ++zone) {
    structure.upstream.push_back({in.u64(), in.u64()});
    const Upstream& one = structure.upstream.back();
    if ((one.zone != kNoColumn && one.zone >= zones) || one.lag_slots > kLags.back()) in.refuse();
  }
  structure.loadings.resize(zones);
  for (auto& loading : structure.loadings)
    for (float& value : loading) value = in.real32();
  return structure;
}

}  // namespace vigie::crowd
