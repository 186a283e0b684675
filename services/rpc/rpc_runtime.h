// RpcRuntime and ServiceRuntime: what Serve() needs beside the call itself:
// the log, the metrics, who calls, and the compiled rules of each method: who
// may call it and what its request must hold.
//
//   NoSignIn access;
//   RpcRuntime runtime(ids, logger, registry, access, {});
//   ServiceRuntime service(runtime, "duikou.profiles.v1.ProfilesService");
//   const MethodRuntime& method = service.Method("GetUnit");
//
// Metrics, per method and code: duikou_rpc_calls_total and the histogram
// duikou_rpc_seconds; and duikou_rpc_calls_running.
#ifndef DUIKOU_SERVICES_RPC_RPC_RUNTIME_H_
#define DUIKOU_SERVICES_RPC_RPC_RUNTIME_H_

#include <array>
#include <atomic>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"
#include "services/base/id_generator.h"
#include "services/rpc/access_control.h"
#include "services/rpc/method_access.h"
#include "services/rpc/refusal_log.h"
#include "services/rpc/validate.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

struct RpcOptions {
  // For calls that come without a deadline, and the most any call gets.
  absl::Duration default_deadline = absl::Seconds(60);
  absl::Duration longest_deadline = absl::Hours(1);
  // A call that takes longer is logged as slow. Calls that write, fail or are
  // slow are logged at info or above, the others at debug.
  absl::Duration slow_call = absl::Seconds(1);
};

// Of a whole process. Thread-safe; outlives its services.
class RpcRuntime {
 public:
  // All but the options outlive the runtime. `refusals` may be null: calls that
  // are refused are then in the log alone.
  RpcRuntime(IdGenerator& ids, spdlog::logger& logger,
             prometheus::Registry& registry, Store& store,
             AccessControl& access, RpcOptions options,
             RefusalLog* refusals = nullptr);

  IdGenerator& ids() const { return ids_; }
  spdlog::logger& logger() const { return logger_; }
  const RpcOptions& options() const { return options_; }
  // Where it is looked up whose a resource is.
  Store& store() const { return store_; }
  AccessControl& access() const { return access_; }
  RefusalLog* refusals() const { return refusals_; }
  prometheus::Family<prometheus::Counter>& calls() const { return calls_; }
  prometheus::Family<prometheus::Histogram>& seconds() const {
    return seconds_;
  }
  // The calls under way.
  prometheus::Gauge& running() const { return running_; }

 private:
  IdGenerator& ids_;
  spdlog::logger& logger_;
  Store& store_;
  AccessControl& access_;
  const RpcOptions options_;
  RefusalLog* const refusals_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Gauge& running_;
};

// Of one method. Thread-safe.
class MethodRuntime {
 public:
  MethodRuntime(RpcRuntime& runtime,
                const google::protobuf::MethodDescriptor& method);

  // duikou.profiles.v1.ProfilesService/GetUnit
  const std::string& full_name() const { return full_name_; }
  const MessageValidator& validator() const { return validator_; }
  const MethodAccess& access() const { return access_; }
  // Counts one call that ended.
  void Count(absl::StatusCode code, absl::Duration latency) const;

 private:
  // Made when a code is first met, so that codes that never come make no
  // series.
  struct CodeMetrics {
    std::atomic<prometheus::Counter*> calls = nullptr;
    std::atomic<prometheus::Histogram*> seconds = nullptr;
  };
  static constexpr int kCodes = 17;

  RpcRuntime& runtime_;
  const std::string full_name_;
  const MessageValidator validator_;
  const MethodAccess access_;
  mutable std::array<CodeMetrics, kCodes> metrics_;
};

// Of one service: its methods by their short names. Immutable, thread-safe.
class ServiceRuntime {
 public:
  // REQUIRES: the service's proto is linked in.
  ServiceRuntime(RpcRuntime& runtime, absl::string_view service);

  RpcRuntime& runtime() const { return runtime_; }
  // REQUIRES: a method of the service.
  const MethodRuntime& Method(absl::string_view name) const;
  // The service's standard method with that verb (Get, List, Create) for a
  // collection; null where it has none.
  const MethodRuntime* StandardMethod(absl::string_view verb,
                                      absl::string_view collection) const;

 private:
  RpcRuntime& runtime_;
  absl::flat_hash_map<std::string, std::unique_ptr<MethodRuntime>> methods_;
  absl::flat_hash_map<std::string, const MethodRuntime*> standard_methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_RPC_RUNTIME_H_
