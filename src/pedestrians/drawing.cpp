// SPDX-License-Identifier: Apache-2.0
// SVG by hand: a frame with axes and legend, and what is drawn into it.
#include "pedestrians/drawing.hpp"

#include <algorithm>
#include <cstdio>

namespace vigie::pedestrians {
namespace {

constexpr double kDrawn_px = 900;                            // the longer side of the ground
constexpr double kPersonal_px_per_m = 4, kWidest_px = 2400;  // where single people are drawn on a large ground
constexpr double kLongestBar_px = 200;
constexpr double kLeft_px = 60, kTop_px = 40, kBottom_px = 50, kLegend_px = 290;

struct Level {
  double from_per_m2;
  const char* colour;
  const char* words;
};
constexpr Level kLevels[] = {{0, "#d9ecf7", "below 1 person/m²"},
                             {1, "#8cc5e3", "1 to 2"},
                             {2, "#f7e08c", "2 to 3.57: walking slows"},
                             {3.57, "#f0a04b", "3.57 to 5.55: contact"},
                             {5.55, "#c8323c", "above 5.55: danger; no model knows"}};

const char* colour(double density_per_m2) {
  const char* out = kLevels[0].colour;
  for (const Level& level : kLevels)
    if (density_per_m2 >= level.from_per_m2) out = level.colour;
  return out;
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') out += "&lt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

/// 1, 2 or 5 times a power of ten, so that there are about eight of them.
double tick_m(double extent_m) {
  double tick = std::pow(10, std::floor(std::log10(extent_m / 4)));
  for (const double factor : {2.0, 2.5, 2.0})
    if (extent_m / tick > 10) tick *= factor;
  return tick;
}

class Sheet {
 public:
  Sheet(const Ground& ground, const std::string& title, double least_px_per_m = 0)
      : low_(ground.low()), size_(ground.high() - ground.low()) {
    const double longer_m = std::max(size_.x, size_.y);
    scale_ = std::max(kDrawn_px, std::min(kWidest_px, least_px_per_m * longer_m)) / longer_m;
    const double width = kLeft_px + size_.x * scale_ + kLegend_px,
                 height = std::max(260.0, kTop_px + size_.y * scale_ + kBottom_px);
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
        "font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
        width, height, width, height);
    add("<text x=\"%.0f\" y=\"24\" font-size=\"15\">", kLeft_px);
    text_ += escaped(title) + "</text>\n";
  }

  template <class... Values>
  void add(const char* format, Values... values) {
    char buffer[512];
    std::snprintf(buffer, sizeof buffer, format, values...);
    text_ += buffer;
  }

  double px(double x) const { return kLeft_px + (x - low_.x) * scale_; }
  double py(double y) const { return kTop_px + (low_.y + size_.y - y) * scale_; }
  double scale() const { return scale_; }

  void ring(const Ring& ring, const char* fill) {
    text_ += "<polygon points=\"";
    for (const Vec p : ring) add("%.1f,%.1f ", px(p.x), py(p.y));
    add("\" fill=\"%s\"/>\n", fill);
  }

  void line(const Segment& s, const char* stroke, double width_px, const char* more = "") {
    add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\" %s/>\n", px(s.a.x),
        py(s.a.y), px(s.b.x), py(s.b.y), stroke, width_px, more);
  }

  void label(Vec at, const std::string& words, const char* fill) {
    add("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">",
        px(at.x) + 4, py(at.y) - 4, fill);
    text_ += escaped(words) + "</text>\n";
  }

  void axes() {
    const double step = tick_m(std::max(size_.x, size_.y)), south = py(low_.y), west = px(low_.x);
    for (double x = std::ceil(low_.x / step) * step; x <= low_.x + size_.x + 1e-9; x += step)
      add("<path d=\"M%.1f %.1fv5\" stroke=\"#444\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%g</text>\n",
          px(x), south, px(x), south + 18, x);
    for (double y = std::ceil(low_.y / step) * step; y <= low_.y + size_.y + 1e-9; y += step)
      add("<path d=\"M%.1f %.1fh-5\" stroke=\"#444\"/><text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n",
          west, py(y), west - 8, py(y) + 4, y);
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">metres</text>\n", px(low_.x + size_.x / 2), south + 36);
  }

  /// `others`: waypoints, lines or boxes are drawn, too.
  void legend(const char* heading, bool others) {
    double y = kTop_px + 10;
    const double x = px(low_.x + size_.x) + 20;
    add("<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x, y, heading);
    for (const Level& level : kLevels) {
      y += 22;
      add("<rect x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"14\" fill=\"%s\" stroke=\"#888\"/><text x=\"%.1f\" "
          "y=\"%.1f\">%s</text>\n",
          x, y - 11, level.colour, x + 20, y, level.words);
    }
    y += 26;
    add("<path d=\"M%.1f %.1fh14\" stroke=\"#1a7f37\" stroke-width=\"4\"/><text x=\"%.1f\" y=\"%.1f\">way out</text>\n",
        x, y - 4, x + 20, y);
    if (others) {
      y += 22;
      add("<path d=\"M%.1f %.1fh14\" stroke=\"#6639ba\" stroke-width=\"2\" stroke-dasharray=\"4 3\"/><text x=\"%.1f\" "
          "y=\"%.1f\">waypoint, measuring line, box</text>\n",
          x, y - 4, x + 20, y);
    }
    double bar_m = tick_m(std::max(size_.x, size_.y));
    while (bar_m * scale_ > kLongestBar_px) bar_m /= 2;
    y += 30;
    add("<path d=\"M%.1f %.1fv-6v3h%.1fv-3v6\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.5\"/><text x=\"%.1f\" "
        "y=\"%.1f\">%g m</text>\n",
        x, y, bar_m * scale_, x + bar_m * scale_ + 6, y, bar_m);
  }

  std::string finish() { return std::move(text_) + "</svg>\n"; }

 private:
  Vec low_, size_;
  double scale_;
  std::string text_;
};

void draw_ground(Sheet& sheet, const Scenario& scenario) {
  sheet.ring(scenario.ground.outer, "#f4f4f2");
  for (const Ring& obstacle : scenario.ground.obstacles) sheet.ring(obstacle, "#b9b6b0");
}

void draw_edges(Sheet& sheet, const Scenario& scenario, const Ground& ground) {
  for (const Segment& wall : ground.walls()) sheet.line(wall, "#2b2b2b", 2);
  constexpr const char* kDashed = "stroke-dasharray=\"4 3\"";
  for (const std::vector<NamedSegment>* set : {&scenario.waypoints, &scenario.lines})
    for (const NamedSegment& s : *set) {
      sheet.line(s.line, "#6639ba", 2, kDashed);
      sheet.label(s.line.b, s.name, "#6639ba");
    }
  for (const NamedBox& b : scenario.boxes) {
    const Vec low = b.box.low, high = b.box.high;
    const Ring ring{low, {high.x, low.y}, high, {low.x, high.y}};
    for (const Segment& side : sides(ring)) sheet.line(side, "#6639ba", 1.5, kDashed);
    sheet.label(low, b.name, "#6639ba");
  }
  for (std::size_t exit = 0; exit < scenario.ground.exits.size(); ++exit) {
    sheet.line(scenario.ground.exits[exit], "#1a7f37", 4);
    sheet.label(scenario.ground.exits[exit].a, scenario.exit_names[exit], "#1a7f37");
  }
}

bool has_others(const Scenario& scenario) {
  return !(scenario.waypoints.empty() && scenario.lines.empty() && scenario.boxes.empty());
}

}  // namespace

std::string draw_walk(const Scenario& scenario, const WalkReport& report) {
  const Ground ground(scenario.ground);
  char title[160];
  std::snprintf(title, sizeof title, ": %zu of %zu people out, highest density %.1f people/m² after %.0f s",
                report.left, report.people, report.densest_per_m2, report.densest_s);
  Sheet sheet(ground, scenario.name + title);
  draw_ground(sheet, scenario);
  const WalkReport::Map& map = report.map;
  for (std::size_t cell = 0; cell < map.peak_per_m2.size(); ++cell) {
    if (!(map.peak_per_m2[cell] > 0)) continue;
    const double x = map.low.x + static_cast<double>(cell % map.columns) * map.cell_m;
    const double y = map.low.y + static_cast<double>(cell / map.columns + 1) * map.cell_m;
    sheet.add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"/>\n", sheet.px(x), sheet.py(y),
              map.cell_m * sheet.scale(), map.cell_m * sheet.scale(), colour(map.peak_per_m2[cell]));
  }
  for (const Track& path : report.paths) {
    if (path.places.size() < 2) continue;
    sheet.add("<polyline fill=\"none\" stroke=\"#1f4e79\" stroke-opacity=\"0.35\" stroke-width=\"1\" points=\"");
    for (const Vec p : path.places) sheet.add("%.1f,%.1f ", sheet.px(p.x), sheet.py(p.y));
    sheet.add("\"/>\n");
  }
  draw_edges(sheet, scenario, ground);
  sheet.axes();
  sheet.legend("highest density (two or more people)", has_others(scenario));
  return sheet.finish();
}

std::string draw_scene(const Scenario& scenario, const Scene& scene, const std::string& title) {
  const Ground ground(scenario.ground);
  Sheet sheet(ground, title, kPersonal_px_per_m);
  draw_ground(sheet, scenario);
  for (std::size_t i = 0; i < scene.people.size(); ++i) {
    const Vec here = scene.people.place(i), ahead = here + scene.people.velocity(i) * 0.5;
    sheet.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"#333\" stroke-width=\"0.5\"/>",
              sheet.px(here.x), sheet.py(here.y), std::max(1.4, 0.18 * sheet.scale()), colour(scene.density_per_m2[i]));
    sheet.line({here, ahead}, "#333", 0.7);
  }
  draw_edges(sheet, scenario, ground);
  sheet.axes();
  sheet.legend("personal density", has_others(scenario));
  return sheet.finish();
}

std::string draw_moment(const Scenario& scenario, Simulation& simulation) {
  char title[64];
  std::snprintf(title, sizeof title, ": %.0f s, %zu people", simulation.now_s(), simulation.inside());
  const Scene scene{simulation.now_s(), simulation.people(), simulation.personal_densities_per_m2()};
  return draw_scene(scenario, scene, scenario.name + title);
}

}  // namespace vigie::pedestrians
