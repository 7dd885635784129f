// SPDX-License-Identifier: Apache-2.0
// Is it alive; and its numbers as Prometheus reads them.
#include "server/endpoints/health.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "codec/json_writer.hpp"
#include "server/answers.hpp"

namespace vigie::server::endpoints {
namespace {

/// Samples come ordered by name: each run of one name is a family.
std::vector<prometheus::MetricFamily> families(const std::vector<Metrics::Sample>& samples) {
  std::vector<prometheus::MetricFamily> all;
  for (const Metrics::Sample& sample : samples) {
    if (all.empty() || all.back().name != sample.name) {
      prometheus::MetricFamily family;
      family.name = sample.name;
      family.help = sample.help;
      family.type =
          sample.kind == MetricKind::Counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
      all.push_back(std::move(family));
    }
    prometheus::ClientMetric metric;
    for (const auto& [name, value] : sample.labels) metric.label.push_back({name, value});
    metric.counter.value = static_cast<double>(sample.value);
    metric.gauge.value = static_cast<double>(sample.value);
    all.back().metric.push_back(std::move(metric));
  }
  return all;
}

}  // namespace

Response Health::operator()(const Request&) const {
  if (healthy)
    if (const Result<void> state = healthy(); !state) return refuse(503, {ErrorKind::Unavailable, state.error().what});
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  writer.member("status", "ok");
  writer.member("version", version);
  writer.member("now", clock.now());
  writer.member("sequence", pictures.picture()->last.sequence);
  writer.member("simulated", simulated);
  writer.end_object();
  return json(std::move(body));
}

Response ReadMetrics::operator()(const Request&) const {
  Response response;
  response.type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = prometheus::TextSerializer().Serialize(families(metrics.samples()));
  return response;
}

}  // namespace vigie::server::endpoints
