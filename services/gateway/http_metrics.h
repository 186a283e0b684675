// HttpMetrics: what the HTTP server counts.
#ifndef DUIKOU_SERVICES_GATEWAY_HTTP_METRICS_H_
#define DUIKOU_SERVICES_GATEWAY_HTTP_METRICS_H_

#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace duikou {

// Thread-safe.
class HttpMetrics {
 public:
  // `registry` outlives the metrics.
  explicit HttpMetrics(prometheus::Registry& registry);

  prometheus::Gauge& connections() { return connections_; }
  prometheus::Gauge& large_body_bytes() { return large_body_bytes_; }
  // `kind` is a literal.
  void CountAnswer(const char* kind, int status, absl::Duration latency)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void CountRefusal(const char* reason);

 private:
  struct Series {
    prometheus::Counter* requests = nullptr;
    prometheus::Histogram* seconds = nullptr;
  };

  prometheus::Gauge& connections_;
  prometheus::Gauge& large_body_bytes_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Family<prometheus::Counter>& refused_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::pair<const char*, int>, Series> series_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HTTP_METRICS_H_
