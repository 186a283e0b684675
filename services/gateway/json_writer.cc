#include "services/gateway/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/field_mask_util.h"
#include "google/protobuf/util/time_util.h"
#include "services/gateway/json_text.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;
using Type = pb::FieldDescriptor::Type;

constexpr int kMaxDepth = 100;
constexpr int kDenseNumbers = 128;
constexpr int kMaxFields = 64;
constexpr int64_t kNanosPerSecond = 1'000'000'000;

enum WireType { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

// The bytes of one message.
class WireReader {
 public:
  explicit WireReader(absl::string_view bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool AtEnd() const { return at_ == end_; }

  bool Varint(uint64_t& value) {
    value = 0;
    for (int shift = 0; shift < 64 && at_ != end_; shift += 7) {
      const auto byte = static_cast<uint8_t>(*at_++);
      value |= static_cast<uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }
  template <typename T>
  bool Fixed(T& value) {
    if (static_cast<size_t>(end_ - at_) < sizeof(T)) return false;
    std::memcpy(&value, at_,
                sizeof(T));  // the wire is little-endian, as we are
    at_ += sizeof(T);
    return true;
  }
  bool Bytes(absl::string_view& value) {
    uint64_t size = 0;
    if (!Varint(size) || size > static_cast<uint64_t>(end_ - at_)) return false;
    value = absl::string_view(at_, size);
    at_ += size;
    return true;
  }
  // Steps over a value; groups are not known here.
  bool Skip(int wire_type) {
    uint64_t varint = 0;
    uint32_t fixed32 = 0;
    absl::string_view bytes;
    switch (wire_type) {
      case kVarint:
        return Varint(varint);
      case kFixed64:
        return Fixed(varint);
      case kBytes:
        return Bytes(bytes);
      case kFixed32:
        return Fixed(fixed32);
      default:
        return false;
    }
  }

 private:
  const char* at_;
  const char* end_;
};

int WireTypeOf(Type type) {
  switch (type) {
    case pb::FieldDescriptor::TYPE_DOUBLE:
    case pb::FieldDescriptor::TYPE_FIXED64:
    case pb::FieldDescriptor::TYPE_SFIXED64:
      return kFixed64;
    case pb::FieldDescriptor::TYPE_FLOAT:
    case pb::FieldDescriptor::TYPE_FIXED32:
    case pb::FieldDescriptor::TYPE_SFIXED32:
      return kFixed32;
    case pb::FieldDescriptor::TYPE_STRING:
    case pb::FieldDescriptor::TYPE_BYTES:
    case pb::FieldDescriptor::TYPE_MESSAGE:
      return kBytes;
    default:
      return kVarint;
  }
}

int64_t ZigZag(uint64_t n) {
  return static_cast<int64_t>((n >> 1) ^ (~(n & 1) + 1));
}

template <typename Number>
void AppendNumber(Number number, std::string& json) {
  std::array<char, 32> text;
  const auto result =
      std::to_chars(text.data(), text.data() + text.size(), number);
  json.append(text.data(), result.ptr);
}

// JSON numbers are doubles to most readers, so 64 bits go as text.
template <typename Number>
void AppendQuoted(Number number, std::string& json) {
  json += '"';
  AppendNumber(number, json);
  json += '"';
}

template <typename Real>
void AppendReal(Real real, std::string& json) {
  if (std::isnan(real)) {
    json += "\"NaN\"";
  } else if (std::isinf(real)) {
    json += real > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  } else {
    AppendNumber(real, json);
  }
}

// Types whose JSON is a text made of their fields.
using AppendWhole = bool (*)(absl::string_view bytes, std::string& json);

template <typename Message, typename ToText>
bool AppendText(absl::string_view bytes, std::string& json, ToText to_text) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return false;
  }
  AppendJsonString(to_text(message), json);
  return true;
}

bool AppendTimestamp(absl::string_view bytes, std::string& json) {
  bool good = true;
  const auto to_text = [&](const pb::Timestamp& time) -> std::string {
    good = time.seconds() >= pb::util::TimeUtil::kTimestampMinSeconds &&
           time.seconds() <= pb::util::TimeUtil::kTimestampMaxSeconds &&
           time.nanos() >= 0 && time.nanos() < kNanosPerSecond;
    return good ? pb::util::TimeUtil::ToString(time) : "";
  };
  return AppendText<pb::Timestamp>(bytes, json, to_text) && good;
}

bool AppendDuration(absl::string_view bytes, std::string& json) {
  bool good = true;
  const auto to_text = [&](const pb::Duration& time) -> std::string {
    good = time.seconds() >= pb::util::TimeUtil::kDurationMinSeconds &&
           time.seconds() <= pb::util::TimeUtil::kDurationMaxSeconds &&
           std::abs(int64_t{time.nanos()}) < kNanosPerSecond;
    return good ? pb::util::TimeUtil::ToString(time) : "";
  };
  return AppendText<pb::Duration>(bytes, json, to_text) && good;
}

bool AppendFieldMask(absl::string_view bytes, std::string& json) {
  bool good = true;
  return AppendText<pb::FieldMask>(
             bytes, json,
             [&](const pb::FieldMask& mask) {
               std::string text;
               good = pb::util::FieldMaskUtil::ToJsonString(mask, &text);
               return text;
             }) &&
         good;
}

struct Field {
  int number = 0;
  Type type = pb::FieldDescriptor::TYPE_INT32;
  int wire_type = kVarint;
  bool repeated = false;
  bool map = false;
  bool packable = false;
  std::string key;  // "name": with its colon
  const JsonWriter::Plan* message = nullptr;
  const pb::EnumDescriptor* names = nullptr;
  uint64_t bit = 0;
  uint64_t excludes = 0;  // the bits of what must not have come before
};

}  // namespace

struct JsonWriter::Plan {
  bool beyond = false;  // the writer does not know how
  AppendWhole whole = nullptr;
  std::vector<Field> fields;
  // The index of a field number, or -1.
  std::array<int8_t, kDenseNumbers> dense;

  const Field* Find(uint64_t number) const {
    if (number < kDenseNumbers) {
      const int8_t index = dense[number];
      return index < 0 ? nullptr : &fields[index];
    }
    for (const Field& field : fields) {
      if (static_cast<uint64_t>(field.number) == number) return &field;
    }
    return nullptr;
  }
};

namespace {

using Plan = JsonWriter::Plan;

bool WriteMessage(const Plan& plan, absl::string_view bytes, int depth,
                  std::string& json);

void WriteEnum(const Field& field, int32_t number, std::string& json) {
  const pb::EnumValueDescriptor* value = field.names->FindValueByNumber(number);
  if (value == nullptr) return AppendNumber(number, json);
  json += '"';
  json += value->name();
  json += '"';
}

// A varint as the field's type has it.
void WriteVarint(const Field& field, uint64_t value, std::string& json) {
  switch (field.type) {
    case pb::FieldDescriptor::TYPE_BOOL:
      json += value != 0 ? "true" : "false";
      return;
    case pb::FieldDescriptor::TYPE_ENUM:
      return WriteEnum(field, static_cast<int32_t>(value), json);
    case pb::FieldDescriptor::TYPE_INT32:
      return AppendNumber(static_cast<int32_t>(value), json);
    case pb::FieldDescriptor::TYPE_UINT32:
      return AppendNumber(static_cast<uint32_t>(value), json);
    case pb::FieldDescriptor::TYPE_SINT32:
      return AppendNumber(
          static_cast<int32_t>(ZigZag(static_cast<uint32_t>(value))), json);
    case pb::FieldDescriptor::TYPE_SINT64:
      return AppendQuoted(ZigZag(value), json);
    case pb::FieldDescriptor::TYPE_UINT64:
      return AppendQuoted(value, json);
    default:
      return AppendQuoted(static_cast<int64_t>(value), json);
  }
}

template <typename T>
T BitsAs(uint64_t bits) {
  T value;
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}

void WriteFixed(const Field& field, uint64_t bits, std::string& json) {
  switch (field.type) {
    case pb::FieldDescriptor::TYPE_DOUBLE:
      return AppendReal(BitsAs<double>(bits), json);
    case pb::FieldDescriptor::TYPE_FLOAT:
      return AppendReal(BitsAs<float>(bits), json);
    case pb::FieldDescriptor::TYPE_FIXED32:
      return AppendNumber(static_cast<uint32_t>(bits), json);
    case pb::FieldDescriptor::TYPE_SFIXED32:
      return AppendNumber(static_cast<int32_t>(bits), json);
    case pb::FieldDescriptor::TYPE_FIXED64:
      return AppendQuoted(bits, json);
    default:
      return AppendQuoted(static_cast<int64_t>(bits), json);
  }
}

bool WriteBytes(const Field& field, absl::string_view value, int depth,
                std::string& json) {
  switch (field.type) {
    case pb::FieldDescriptor::TYPE_STRING:
      AppendJsonString(value, json);
      return true;
    case pb::FieldDescriptor::TYPE_BYTES:
      absl::StrAppend(&json, "\"", absl::Base64Escape(value), "\"");
      return true;
    default:
      return WriteMessage(*field.message, value, depth + 1, json);
  }
}

// One value of the field's own wire type.
bool WriteValue(const Field& field, WireReader& reader, int depth,
                std::string& json) {
  uint64_t value = 0;
  uint32_t fixed32 = 0;
  absl::string_view bytes;
  switch (field.wire_type) {
    case kVarint:
      if (!reader.Varint(value)) return false;
      WriteVarint(field, value, json);
      return true;
    case kFixed64:
      if (!reader.Fixed(value)) return false;
      WriteFixed(field, value, json);
      return true;
    case kFixed32:
      if (!reader.Fixed(fixed32)) return false;
      WriteFixed(field, fixed32, json);
      return true;
    default:
      return reader.Bytes(bytes) && WriteBytes(field, bytes, depth, json);
  }
}

bool WritePacked(const Field& field, absl::string_view run, int depth,
                 std::string& json) {
  WireReader reader(run);
  if (reader.AtEnd()) return false;
  while (true) {
    if (!WriteValue(field, reader, depth, json)) return false;
    if (reader.AtEnd()) return true;
    json += ',';
  }
}

// "key":value. A serializer writes both, defaults too.
bool WriteMapEntry(const Field& field, absl::string_view entry, int depth,
                   std::string& json) {
  const Field& key = field.message->fields[0];
  const Field& value = field.message->fields[1];
  WireReader reader(entry);
  uint64_t tag = 0;
  if (!reader.Varint(tag) || tag != (1U << 3 | key.wire_type)) return false;
  const size_t start = json.size();
  if (!WriteValue(key, reader, depth, json)) return false;
  if (json[start] != '"') {
    json.insert(start, 1, '"');
    json += '"';
  }
  json += ':';
  return reader.Varint(tag) && tag == (2U << 3 | value.wire_type) &&
         WriteValue(value, reader, depth, json) && reader.AtEnd();
}

bool WriteElements(const Field& field, WireReader& reader, int wire_type,
                   int depth, std::string& json) {
  if (wire_type == kBytes && field.packable) {
    absl::string_view run;
    return reader.Bytes(run) && WritePacked(field, run, depth, json);
  }
  if (wire_type != field.wire_type) return false;
  if (!field.map) return WriteValue(field, reader, depth, json);
  absl::string_view entry;
  return reader.Bytes(entry) && WriteMapEntry(field, entry, depth, json);
}

bool WriteFields(const Plan& plan, absl::string_view bytes, int depth,
                 std::string& json) {
  WireReader reader(bytes);
  uint64_t seen = 0;
  const Field* open = nullptr;  // the repeated field whose run this is
  const auto close = [&] {
    if (open != nullptr) json += open->map ? '}' : ']';
    open = nullptr;
  };
  while (!reader.AtEnd()) {
    uint64_t tag = 0;
    if (!reader.Varint(tag)) return false;
    const int wire_type = static_cast<int>(tag & 7);
    const Field* field = plan.Find(tag >> 3);
    if (field == nullptr) {
      if (!reader.Skip(wire_type)) return false;
      continue;
    }
    if (field == open) {
      json += ',';
    } else {
      close();
      if ((seen & field->excludes) != 0) return false;
      if (seen != 0) json += ',';
      seen |= field->bit;
      json += field->key;
      if (field->repeated) {
        json += field->map ? '{' : '[';
        open = field;
      }
    }
    if (field->repeated) {
      if (!WriteElements(*field, reader, wire_type, depth, json)) return false;
    } else if (wire_type != field->wire_type ||
               !WriteValue(*field, reader, depth, json)) {
      return false;
    }
  }
  close();
  return true;
}

bool WriteMessage(const Plan& plan, absl::string_view bytes, int depth,
                  std::string& json) {
  if (plan.beyond || depth > kMaxDepth) return false;
  if (plan.whole != nullptr) return plan.whole(bytes, json);
  json += '{';
  if (!WriteFields(plan, bytes, depth, json)) return false;
  json += '}';
  return true;
}

AppendWhole WholeOf(const std::string& name) {
  if (name == "google.protobuf.Timestamp") return AppendTimestamp;
  if (name == "google.protobuf.Duration") return AppendDuration;
  if (name == "google.protobuf.FieldMask") return AppendFieldMask;
  return nullptr;
}

bool IsBeyond(const pb::Descriptor& message) {
  static const auto& names = *new absl::flat_hash_set<std::string>{
      "google.protobuf.Any",         "google.protobuf.Struct",
      "google.protobuf.Value",       "google.protobuf.ListValue",
      "google.protobuf.DoubleValue", "google.protobuf.FloatValue",
      "google.protobuf.Int64Value",  "google.protobuf.UInt64Value",
      "google.protobuf.Int32Value",  "google.protobuf.UInt32Value",
      "google.protobuf.BoolValue",   "google.protobuf.StringValue",
      "google.protobuf.BytesValue",
  };
  return names.contains(message.full_name()) ||
         message.field_count() > kMaxFields ||
         message.file()->syntax() != pb::FileDescriptor::SYNTAX_PROTO3;
}

}  // namespace

JsonWriter::JsonWriter() = default;
JsonWriter::~JsonWriter() = default;

bool JsonWriter::Write(const pb::Descriptor& message, absl::string_view bytes,
                       std::string& json) const {
  const size_t size = json.size();
  if (WriteMessage(PlanOf(message), bytes, 0, json)) return true;
  json.resize(size);
  return false;
}

const JsonWriter::Plan& JsonWriter::PlanOf(
    const pb::Descriptor& message) const {
  {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = plans_.find(&message);
    if (found != plans_.end()) return *found->second;
  }
  absl::MutexLock lock(&mutex_);
  return Compile(message);
}

JsonWriter::Plan& JsonWriter::Compile(const pb::Descriptor& message) const {
  const auto [entry, is_new] = plans_.try_emplace(&message);
  if (!is_new) return *entry->second;
  entry->second = std::make_unique<Plan>();
  Plan& plan = *entry->second;  // stays where it is when the map grows
  plan.dense.fill(-1);
  plan.whole = WholeOf(message.full_name());
  plan.beyond = plan.whole == nullptr && IsBeyond(message);
  if (plan.beyond || plan.whole != nullptr) return plan;
  for (int i = 0; i < message.field_count(); ++i) {
    const pb::FieldDescriptor& descriptor = *message.field(i);
    Field field;
    field.number = descriptor.number();
    field.type = descriptor.type();
    field.wire_type = WireTypeOf(field.type);
    field.repeated = descriptor.is_repeated();
    field.map = descriptor.is_map();
    field.packable = descriptor.is_packable();
    AppendJsonString(descriptor.json_name(), field.key);
    field.key += ':';
    field.names = descriptor.enum_type();
    field.bit = uint64_t{1} << i;
    field.excludes = field.bit;
    if (const pb::OneofDescriptor* oneof = descriptor.real_containing_oneof()) {
      for (int j = 0; j < oneof->field_count(); ++j) {
        field.excludes |= uint64_t{1} << oneof->field(j)->index();
      }
    }
    if (descriptor.message_type() != nullptr) {
      field.message = &Compile(*descriptor.message_type());
    }
    // It has a JSON of its own: null.
    plan.beyond = plan.beyond ||
                  (field.names != nullptr &&
                   field.names->full_name() == "google.protobuf.NullValue");
    if (field.number < kDenseNumbers) {
      plan.dense[field.number] = static_cast<int8_t>(i);
    }
    plan.fields.push_back(std::move(field));
  }
  return plan;
}

}  // namespace duikou
