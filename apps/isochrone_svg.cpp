// SPDX-License-Identifier: Apache-2.0
// Streets, areas, a legend and a scale.
#include "isochrone_svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace vigie::apps {
namespace {

constexpr double kWidth_px = 1000;
constexpr double kMargin_m = 200;
constexpr double kMetresPerDegree = 6'371'008.8 * std::numbers::pi / 180;
/// From near to far: light to dark would hide the streets, so dark to light, as in viridis (safe for colour-blind eyes).
constexpr std::array kColours{"#31688e", "#35b779", "#fde725", "#f7b267", "#cccccc"};

template <class... Values>
void put(std::string& out, const char* format, Values... values) {
  std::array<char, 400> line;
  const int size = std::snprintf(line.data(), line.size(), format, values...);
  out.append(line.data(), std::min(line.size() - 1, static_cast<std::size_t>(std::max(size, 0))));
}

class Canvas {
 public:
  explicit Canvas(std::span<const roads::Band> bands) {
    for (const roads::Band& band : bands)
      for (const auto& area : band.areas)
        for (const geo::Position& place : area.front()) {
          south_ = std::min(south_, place.lat());
          north_ = std::max(north_, place.lat());
          west_ = std::min(west_, place.lon());
          east_ = std::max(east_, place.lon());
        }
    east_m_ = kMetresPerDegree * std::cos((south_ + north_) / 2 * std::numbers::pi / 180);
    px_per_m_ = kWidth_px / ((east_ - west_) * east_m_ + 2 * kMargin_m);
  }
  double height_px() const { return ((north_ - south_) * kMetresPerDegree + 2 * kMargin_m) * px_per_m_; }
  double px_per_m() const { return px_per_m_; }
  bool shows(const geo::Position& place) const {
    return place.lat() > south_ - 0.003 && place.lat() < north_ + 0.003 && place.lon() > west_ - 0.004 &&
           place.lon() < east_ + 0.004;
  }
  void point(std::string& out, const geo::Position& place) const {
    put(out, "%.1f %.1f ", ((place.lon() - west_) * east_m_ + kMargin_m) * px_per_m_,
        ((north_ - place.lat()) * kMetresPerDegree + kMargin_m) * px_per_m_);
  }

 private:
  double south_ = 90, west_ = 180, north_ = -90, east_ = -180;
  double east_m_ = 1;
  double px_per_m_ = 1;
};

void areas(std::string& out, const Canvas& canvas, const roads::Band& band, const char* colour) {
  out += "<path fill-rule=\"evenodd\" fill=\"" + std::string(colour) + "\" fill-opacity=\"0.55\" d=\"";
  for (const auto& area : band.areas)
    for (const auto& ring : area) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        out += i == 0 ? "M" : "L";
        canvas.point(out, ring[i]);
      }
      out += "Z";
    }
  out += "\"/>\n";
}

void streets(std::string& out, const Canvas& canvas, const roads::RoadGraph& graph) {
  out += "<path fill=\"none\" stroke=\"#555\" stroke-width=\"0.6\" d=\"";
  for (roads::EdgeId edge = 0; edge < graph.data().edges.size(); ++edge) {
    const auto shape = graph.shape(edge);
    if (!canvas.shows(shape.front())) continue;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      out += i == 0 ? "M" : "L";
      canvas.point(out, shape[i]);
    }
  }
  out += "\"/>\n";
}

void legend(std::string& out, const Canvas& canvas, std::span<const roads::Band> bands) {
  put(out,
      "<g font-family=\"sans-serif\" font-size=\"15\"><rect x=\"10\" y=\"10\" width=\"190\" height=\"%d\" "
      "fill=\"#fff\" fill-opacity=\"0.9\"/>\n",
      static_cast<int>(bands.size()) * 24 + 48);
  int y = 32;
  for (std::size_t i = 0; i < bands.size(); ++i, y += 24)
    put(out,
        "<rect x=\"20\" y=\"%d\" width=\"18\" height=\"14\" fill=\"%s\"/><text x=\"46\" y=\"%d\">%d min: %.2f "
        "km²</text>\n",
        y - 12, kColours[i % kColours.size()], y, static_cast<int>(bands[i].limit_ms / 60'000), bands[i].area_km2);
  put(out,
      "<path stroke=\"#000\" stroke-width=\"2\" d=\"M20 %dh%.1f\"/><text x=\"20\" y=\"%d\" font-size=\"12\">500 "
      "m</text></g>\n",
      y - 4, 500 * canvas.px_per_m(), y + 14);
}

}  // namespace

std::string isochrone_svg(const roads::RoadGraph& graph, std::span<const roads::Band> bands) {
  const Canvas canvas(bands);
  std::string out;
  put(out,
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\">\n<rect "
      "width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n",
      kWidth_px, canvas.height_px(), kWidth_px, canvas.height_px());
  for (std::size_t i = bands.size(); i-- > 0;) areas(out, canvas, bands[i], kColours[i % kColours.size()]);
  streets(out, canvas, graph);
  legend(out, canvas, bands);
  return out + "</svg>\n";
}

}  // namespace vigie::apps
