#include "services/gateway/http_metrics.h"

#include <vector>

#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

// From 100 µs to a minute.
const std::vector<double>& LatencyBuckets() {
  static const auto& buckets = *new std::vector<double>{
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
      0.1,    0.25,    0.5,    1,     2.5,    5,     10,   30,    60};
  return buckets;
}

}  // namespace

HttpMetrics::HttpMetrics(prometheus::Registry& registry)
    : connections_(prometheus::BuildGauge()
                       .Name("duikou_http_connections")
                       .Help("Open HTTP connections.")
                       .Register(registry)
                       .Add({})),
      large_body_bytes_(prometheus::BuildGauge()
                            .Name("duikou_http_large_body_bytes")
                            .Help("Bytes held of large request bodies.")
                            .Register(registry)
                            .Add({})),
      requests_(prometheus::BuildCounter()
                    .Name("duikou_http_requests_total")
                    .Help("HTTP requests answered, by kind and status code.")
                    .Register(registry)),
      seconds_(prometheus::BuildHistogram()
                   .Name("duikou_http_seconds")
                   .Help("From a request's first byte to its answer's last.")
                   .Register(registry)),
      refused_(prometheus::BuildCounter()
                   .Name("duikou_http_refused_total")
                   .Help("Requests and connections ended for a limit.")
                   .Register(registry)) {}

void HttpMetrics::CountAnswer(const char* kind, int status,
                              absl::Duration latency) {
  Series series;
  {
    absl::MutexLock lock(&mutex_);
    Series& kept = series_[{kind, status}];
    if (kept.requests == nullptr) {
      kept.requests =
          &requests_.Add({{"kind", kind}, {"code", absl::StrCat(status)}});
      kept.seconds = &seconds_.Add({{"kind", kind}}, LatencyBuckets());
    }
    series = kept;
  }
  series.requests->Increment();
  series.seconds->Observe(absl::ToDoubleSeconds(latency));
}

void HttpMetrics::CountRefusal(const char* reason) {
  refused_.Add({{"reason", reason}}).Increment();
}

}  // namespace duikou
