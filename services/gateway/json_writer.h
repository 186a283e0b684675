// JsonWriter: a message's bytes → proto3 JSON, without making the message.
//
//   JsonWriter writer;
//   std::string json;
//   if (!writer.Write(*descriptor, bytes, json)) …  // ask protobuf's json_util
//
// Problem: protobuf's own converter looks every type up by its name in every
// call and builds objects on the way; it takes about 0.5 µs a byte, which makes
// the answer to a ranking cost more than the ranking.
// Method: per message type, once, a table from field numbers to how a field is
// written; then one pass over the bytes that appends to the text.
// Complexity: linear in the bytes.
// Limits: the bytes must be as serializers write them, each field once and a
// repeated one in one run. What is otherwise, and types whose JSON is not that
// of their fields (Any, Struct, Value, wrappers), is not written at all:
// Write() says so. Nesting deeper than 100 is refused as json_util does.
// Reference: protobuf.dev/programming-guides/json.
#ifndef DUIKOU_SERVICES_GATEWAY_JSON_WRITER_H_
#define DUIKOU_SERVICES_GATEWAY_JSON_WRITER_H_

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/descriptor.h"

namespace duikou {

// Thread-safe.
class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  // Appends the JSON of a message; false, with `json` as it was, where it is
  // beyond this writer. The type outlives the writer.
  bool Write(const google::protobuf::Descriptor& message,
             absl::string_view bytes, std::string& json) const;

  struct Plan;  // how one type is written

 private:
  const Plan& PlanOf(const google::protobuf::Descriptor& message) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  Plan& Compile(const google::protobuf::Descriptor& message) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  // Immutable once another thread can find them.
  mutable absl::flat_hash_map<const google::protobuf::Descriptor*,
                              std::unique_ptr<Plan>>
      plans_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_JSON_WRITER_H_
