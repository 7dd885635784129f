// SPDX-License-Identifier: Apache-2.0
// Streets in the colours of Fruin's thresholds, a panel a case.
#include "flow_svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>

namespace vigie::apps {
namespace {

using movement::Street;

constexpr double kPanel_px = 900;
constexpr double kHead_px = 120;  ///< above the panels: title, legend, scale
constexpr double kRow_px = kPanel_px + 40;
constexpr std::size_t kColumns = 2;
constexpr double kMetresPerDegree = 6'371'008.8 * std::numbers::pi / 180;

/// From this density on, people/m².
struct Shade {
  double from;
  const char* colour;
  const char* words;
};
/// Light to dark and cold to hot, told apart by colour-blind eyes too.
constexpr std::array<Shade, 6> kShades{{{0.0, "#d0d4d8", "below 0.1"},
                                        {0.1, "#91c1dd", "0.1 to 1"},
                                        {1.0, "#3f7fb5", "1 to 2"},
                                        {2.0, "#f2c14e", "2 to 3.57: slow"},
                                        {3.57, "#e0662b", "3.57 to 5: pressed"},
                                        {5.0, "#7a0f3c", "above 5: not known, too dense"}}};

const Shade& shade(double density) {
  std::size_t i = kShades.size() - 1;
  while (i > 0 && density < kShades[i].from) --i;
  return kShades[i];
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

/// The box of all streets, on the panel.
class Frame {
 public:
  explicit Frame(const std::vector<Street>& streets) {
    for (const Street& street : streets)
      for (const geo::Position& p : street.line) {
        south_ = std::min(south_, p.lat());
        north_ = std::max(north_, p.lat());
        west_ = std::min(west_, p.lon());
        east_ = std::max(east_, p.lon());
      }
    east_m_ = kMetresPerDegree * std::cos((south_ + north_) / 2 * std::numbers::pi / 180);
    px_per_m_ = (kPanel_px - 40) / std::max({1.0, (east_ - west_) * east_m_, (north_ - south_) * kMetresPerDegree});
  }
  double px_per_m() const { return px_per_m_; }
  std::string path(const std::vector<geo::Position>& line) const {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i)
      fmt::format_to(std::back_inserter(out), "{}{:.1f} {:.1f}", i == 0 ? "M" : "L",
                     20 + (line[i].lon() - west_) * east_m_ * px_per_m_,
                     20 + (north_ - line[i].lat()) * kMetresPerDegree * px_per_m_);
    return out;
  }

 private:
  double south_ = 90, west_ = 180, north_ = -90, east_ = -180, east_m_ = 1, px_per_m_ = 1;
};

void draw_case(std::string& out, const movement::SideBySide& all, std::size_t number, const Frame& frame) {
  const movement::CaseAnswer& c = all.cases[number];
  fmt::format_to(std::back_inserter(out), "<g transform=\"translate({:.0f} {:.0f})\">\n",
                 kPanel_px * static_cast<double>(number % kColumns),
                 kHead_px + kRow_px * static_cast<double>(number / kColumns));
  std::vector<std::size_t> order(all.streets.size());
  for (std::size_t s = 0; s < order.size(); ++s) order[s] = s;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {  // the densest on top
    return c.streets[a].peak_per_m2 < c.streets[b].peak_per_m2;
  });
  for (const std::size_t s : order) {
    const Street& street = all.streets[s];
    const double peak = c.streets[s].peak_per_m2;
    const Shade& look = shade(peak);
    const double width_px = std::max(peak >= 0.1 ? 2.0 : 0.8, 2 * street.width_m * frame.px_per_m());
    const bool square = street.kind == Street::Kind::Square;
    fmt::format_to(std::back_inserter(out), "<path d=\"{}\" {}><title>{}: {:.2f} people/m²</title></path>\n",
                   frame.path(street.line),
                   square ? fmt::format("fill=\"{}\" fill-opacity=\"0.6\" stroke=\"{}\"", look.colour, look.colour)
                          : fmt::format("fill=\"none\" stroke=\"{}\" stroke-width=\"{:.1f}\"", look.colour, width_px),
                   escaped(street.name), peak);
  }
  const std::string clear = std::isfinite(c.clearing.streets_s)
                                ? fmt::format("streets clear after {:.0f} min", c.clearing.streets_s / 60)
                                : std::string("streets do not clear in the time simulated");
  fmt::format_to(std::back_inserter(out), "<text x=\"20\" y=\"-8\" font-size=\"18\">{}: {}</text>\n</g>\n",
                 escaped(c.name), clear);
}

void head(std::string& out, const std::string& title, const std::string& attribution, const Frame& frame) {
  fmt::format_to(std::back_inserter(out), "<text x=\"20\" y=\"28\" font-size=\"20\">{}</text>\n", escaped(title));
  fmt::format_to(std::back_inserter(out),
                 "<text x=\"20\" y=\"56\" font-size=\"14\">highest density, people/m²:</text>\n");
  double x = 225;
  for (const Shade& one : kShades) {
    fmt::format_to(std::back_inserter(out),
                   "<rect x=\"{:.0f}\" y=\"44\" width=\"16\" height=\"14\" fill=\"{}\"/><text x=\"{:.0f}\" y=\"56\" "
                   "font-size=\"13\">{}</text>\n",
                   x, one.colour, x + 21, one.words);
    x += 36 + 7.2 * static_cast<double>(std::string_view(one.words).size());
  }
  fmt::format_to(std::back_inserter(out),
                 "<path stroke=\"#000\" stroke-width=\"2\" d=\"M20 78h{:.1f}\"/><text x=\"{:.0f}\" y=\"83\" "
                 "font-size=\"13\">200 m</text>\n",
                 200 * frame.px_per_m(), 28 + 200 * frame.px_per_m());
  fmt::format_to(std::back_inserter(out), "<text x=\"225\" y=\"83\" font-size=\"13\">{} Streets: {}</text>\n",
                 movement::kCaution, escaped(attribution));
}

}  // namespace

std::string flow_svg(const movement::SideBySide& all, const std::string& title, const std::string& attribution) {
  const Frame frame(all.streets);
  const double width = std::max(kPanel_px * static_cast<double>(std::min(kColumns, all.cases.size())), 1100.0);
  const double rows = std::ceil(static_cast<double>(all.cases.size()) / static_cast<double>(kColumns));
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" font-family=\"sans-serif\">\n<rect "
      "width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
      width, kHead_px + kRow_px * rows);
  for (std::size_t c = 0; c < all.cases.size(); ++c) draw_case(out, all, c, frame);
  head(out, title, attribution, frame);
  return out + "</svg>\n";
}

}  // namespace vigie::apps
