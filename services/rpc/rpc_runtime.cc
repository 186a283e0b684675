#include "services/rpc/rpc_runtime.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

constexpr absl::string_view kStandardVerbs[] = {"Get", "List", "Create"};

// From 100 µs to a minute.
const std::vector<double>& LatencyBuckets() {
  static const auto& buckets = *new std::vector<double>{
      0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
      0.1,    0.25,    0.5,    1,     2.5,    5,     10,   30,    60};
  return buckets;
}

}  // namespace

RpcRuntime::RpcRuntime(IdGenerator& ids, spdlog::logger& logger,
                       prometheus::Registry& registry, Store& store,
                       AccessControl& access, RpcOptions options,
                       RefusalLog* refusals)
    : ids_(ids),
      logger_(logger),
      store_(store),
      access_(access),
      options_(options),
      refusals_(refusals),
      calls_(prometheus::BuildCounter()
                 .Name("duikou_rpc_calls_total")
                 .Help("Calls that ended, by method and status code.")
                 .Register(registry)),
      seconds_(prometheus::BuildHistogram()
                   .Name("duikou_rpc_seconds")
                   .Help("How long calls took, by method and status code.")
                   .Register(registry)),
      running_(prometheus::BuildGauge()
                   .Name("duikou_rpc_calls_running")
                   .Help("Calls under way.")
                   .Register(registry)
                   .Add({})) {}

MethodRuntime::MethodRuntime(RpcRuntime& runtime,
                             const MethodDescriptor& method)
    : runtime_(runtime),
      full_name_(
          absl::StrCat(method.service()->full_name(), "/", method.name())),
      validator_(*method.input_type()),
      access_(method) {}

void MethodRuntime::Count(absl::StatusCode code, absl::Duration latency) const {
  const int number = static_cast<int>(code);
  DUIKOU_CHECK(number >= 0 && number < kCodes) << number;
  CodeMetrics& metrics = metrics_[number];
  prometheus::Counter* calls = metrics.calls.load(std::memory_order_acquire);
  prometheus::Histogram* seconds =
      metrics.seconds.load(std::memory_order_acquire);
  if (calls == nullptr || seconds == nullptr) {
    // Adding the same labels twice gives the same metric, so a race is no harm.
    const prometheus::Labels labels = {
        {"method", full_name_}, {"code", absl::StatusCodeToString(code)}};
    calls = &runtime_.calls().Add(labels);
    seconds = &runtime_.seconds().Add(labels, LatencyBuckets());
    metrics.calls.store(calls, std::memory_order_release);
    metrics.seconds.store(seconds, std::memory_order_release);
  }
  calls->Increment();
  seconds->Observe(absl::ToDoubleSeconds(latency));
}

ServiceRuntime::ServiceRuntime(RpcRuntime& runtime, absl::string_view service)
    : runtime_(runtime) {
  const ServiceDescriptor* descriptor =
      DescriptorPool::generated_pool()->FindServiceByName(std::string(service));
  DUIKOU_CHECK(descriptor != nullptr) << service;
  for (int i = 0; i < descriptor->method_count(); ++i) {
    const MethodDescriptor& method = *descriptor->method(i);
    const auto& added =
        *methods_
             .emplace(method.name(),
                      std::make_unique<MethodRuntime>(runtime, method))
             .first->second;
    for (const absl::string_view verb : kStandardVerbs) {
      const std::string collection = StandardCollection(method, verb);
      if (collection.empty()) continue;
      standard_methods_.emplace(absl::StrCat(verb, " ", collection), &added);
    }
  }
}

const MethodRuntime* ServiceRuntime::StandardMethod(
    absl::string_view verb, absl::string_view collection) const {
  const auto found =
      standard_methods_.find(absl::StrCat(verb, " ", collection));
  return found == standard_methods_.end() ? nullptr : found->second;
}

const MethodRuntime& ServiceRuntime::Method(absl::string_view name) const {
  const auto found = methods_.find(name);
  DUIKOU_CHECK(found != methods_.end()) << name;
  return *found->second;
}

}  // namespace duikou
