#include "services/gateway/json_writer.h"

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/type_resolver_util.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

namespace pb = google::protobuf;

constexpr char kPrefix[] = "type.googleapis.com";

std::string ByWriter(const pb::Descriptor& type, const std::string& bytes) {
  static const auto& writer = *new JsonWriter();
  std::string json;
  return writer.Write(type, bytes, json) ? json : "not written";
}

std::string ByJsonUtil(const pb::DescriptorPool& pool,
                       const pb::Descriptor& type, const std::string& bytes) {
  const std::unique_ptr<pb::util::TypeResolver> types(
      pb::util::NewTypeResolverForDescriptorPool(kPrefix, &pool));
  std::string json;
  const auto status = pb::util::BinaryToJsonString(
      types.get(), absl::StrCat(kPrefix, "/", type.full_name()), bytes, &json);
  return status.ok() ? json : std::string(status.message());
}

// A type with a field of each kind.
constexpr char kKinds[] = R"(
  name: "kinds.proto" package: "t" syntax: "proto3"
  dependency: "google/protobuf/timestamp.proto"
  dependency: "google/protobuf/duration.proto"
  dependency: "google/protobuf/field_mask.proto"
  enum_type { name: "E" value { name: "ZERO" number: 0 }
                        value { name: "MINUS" number: -1 }
                        value { name: "TWO" number: 2 } }
  message_type {
    name: "Kinds"
    field { name: "a_double" number: 1 type: TYPE_DOUBLE }
    field { name: "a_float" number: 2 type: TYPE_FLOAT }
    field { name: "an_int32" number: 3 type: TYPE_INT32 }
    field { name: "an_int64" number: 4 type: TYPE_INT64 }
    field { name: "a_uint32" number: 5 type: TYPE_UINT32 }
    field { name: "a_uint64" number: 6 type: TYPE_UINT64 }
    field { name: "a_sint32" number: 7 type: TYPE_SINT32 }
    field { name: "a_sint64" number: 8 type: TYPE_SINT64 }
    field { name: "a_fixed32" number: 9 type: TYPE_FIXED32 }
    field { name: "a_fixed64" number: 10 type: TYPE_FIXED64 }
    field { name: "an_sfixed32" number: 11 type: TYPE_SFIXED32 }
    field { name: "an_sfixed64" number: 12 type: TYPE_SFIXED64 }
    field { name: "a_bool" number: 13 type: TYPE_BOOL }
    field { name: "a_string" number: 14 type: TYPE_STRING }
    field { name: "some_bytes" number: 15 type: TYPE_BYTES }
    field { name: "an_enum" number: 16 type: TYPE_ENUM type_name: ".t.E" }
    field { name: "child" number: 17 type: TYPE_MESSAGE type_name: ".t.Kinds" }
    field { name: "time" number: 18 type: TYPE_MESSAGE
            type_name: ".google.protobuf.Timestamp" }
    field { name: "duration" number: 19 type: TYPE_MESSAGE
            type_name: ".google.protobuf.Duration" }
    field { name: "mask" number: 20 type: TYPE_MESSAGE
            type_name: ".google.protobuf.FieldMask" }
    field { name: "ints" number: 21 label: LABEL_REPEATED type: TYPE_SINT64 }
    field { name: "doubles" number: 22 label: LABEL_REPEATED type: TYPE_DOUBLE }
    field { name: "enums" number: 23 label: LABEL_REPEATED type: TYPE_ENUM
            type_name: ".t.E" }
    field { name: "strings" number: 24 label: LABEL_REPEATED type: TYPE_STRING }
    field { name: "children" number: 25 label: LABEL_REPEATED
            type: TYPE_MESSAGE type_name: ".t.Kinds" }
    field { name: "by_int" number: 26 label: LABEL_REPEATED type: TYPE_MESSAGE
            type_name: ".t.Kinds.ByIntEntry" }
    field { name: "by_text" number: 27 label: LABEL_REPEATED type: TYPE_MESSAGE
            type_name: ".t.Kinds.ByTextEntry" }
    field { name: "by_bool" number: 28 label: LABEL_REPEATED type: TYPE_MESSAGE
            type_name: ".t.Kinds.ByBoolEntry" }
    field { name: "one_text" number: 29 type: TYPE_STRING oneof_index: 0 }
    field { name: "one_int" number: 2000 type: TYPE_INT32 oneof_index: 0 }
    field { name: "maybe" number: 30 type: TYPE_INT32 oneof_index: 1
            proto3_optional: true }
    field { name: "renamed" json_name: "@other" number: 300 type: TYPE_INT32 }
    oneof_decl { name: "one" }
    oneof_decl { name: "_maybe" }
    nested_type { name: "ByIntEntry" options { map_entry: true }
      field { name: "key" number: 1 type: TYPE_INT32 }
      field { name: "value" number: 2 type: TYPE_STRING } }
    nested_type { name: "ByTextEntry" options { map_entry: true }
      field { name: "key" number: 1 type: TYPE_STRING }
      field { name: "value" number: 2 type: TYPE_MESSAGE type_name: ".t.Kinds" } }
    nested_type { name: "ByBoolEntry" options { map_entry: true }
      field { name: "key" number: 1 type: TYPE_BOOL }
      field { name: "value" number: 2 type: TYPE_SINT64 } }
  })";

// Fills messages of any type with small random things.
class Filler {
 public:
  explicit Filler(uint32_t seed) : random_(seed) {}

  void Fill(pb::Message& message, int depth = 0) {
    const pb::Descriptor& type = *message.GetDescriptor();
    if (type.full_name() == "google.protobuf.Timestamp") {
      return FillTime(message, -62'135'596'800, 253'402'300'799);
    }
    if (type.full_name() == "google.protobuf.Duration") {
      return FillTime(message, 0, 315'576'000'000);
    }
    if (type.full_name() == "google.protobuf.FieldMask") {
      const auto* paths = type.FindFieldByName("paths");
      message.GetReflection()->AddString(&message, paths, "a_b.c");
      message.GetReflection()->AddString(&message, paths, "d");
      return;
    }
    for (int i = 0; i < type.field_count(); ++i) {
      const pb::FieldDescriptor& field = *type.field(i);
      const bool is_message = field.message_type() != nullptr;
      if (Below(is_message ? 3 + 2 * depth : 2) != 0) continue;
      if (is_message && depth > 4) continue;
      // Two random keys of a map could be the same.
      const bool many = field.is_repeated() && !field.is_map();
      const int count = many ? 1 + Below(3) : 1;
      for (int n = 0; n < count; ++n) Set(message, field, depth);
    }
  }

 private:
  int Below(int n) { return static_cast<int>(random_() % n); }

  // Small, large, negative and extreme ones.
  template <typename T>
  T Number() {
    switch (Below(5)) {
      case 0:
        return std::numeric_limits<T>::max();
      case 1:
        return std::numeric_limits<T>::lowest();
      case 2:
        return static_cast<T>(random_());
      default:
        return static_cast<T>(Below(1000));
    }
  }
  template <typename T>
  T Real() {
    const T all[] = {T(0.1),
                     T(-1.5),
                     T(1e20),
                     T(3e-7),
                     T(123456.789),
                     std::numeric_limits<T>::infinity(),
                     -std::numeric_limits<T>::infinity(),
                     std::numeric_limits<T>::quiet_NaN()};
    return all[Below(8)];
  }
  std::string Text() {
    const std::vector<std::string> parts = {
        "a",   "Z9 ", "秭归县", "\"", "\\", "/",    "\n", "\t",
        "<b>", "é",   "😀",      "'",  "&",  "\x01", "{",  ":"};
    std::string text;
    for (int n = Below(6); n > 0; --n) text += parts[Below(parts.size())];
    return text;
  }

  void FillTime(pb::Message& message, int64_t least, int64_t most) {
    const auto* r = message.GetReflection();
    const auto& type = *message.GetDescriptor();
    const int64_t seconds = Below(3) == 0   ? least
                            : Below(2) == 0 ? most
                                            : int64_t{1'400'000'000};
    const int32_t nanos[] = {0, 5'000'000, 5'000, 5, 999'999'999};
    r->SetInt64(&message, type.FindFieldByName("seconds"), seconds);
    r->SetInt32(&message, type.FindFieldByName("nanos"),
                seconds == 315'576'000'000 ? 0 : nanos[Below(5)]);
  }

  void Set(pb::Message& message, const pb::FieldDescriptor& field, int depth) {
    const auto* r = message.GetReflection();
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
#define DUIKOU_SET(Kind, value)                       \
  return many ? r->Add##Kind(&message, &field, value) \
              : r->Set##Kind(&message, &field, value)
      case pb::FieldDescriptor::CPPTYPE_INT32:
        DUIKOU_SET(Int32, Number<int32_t>());
      case pb::FieldDescriptor::CPPTYPE_INT64:
        DUIKOU_SET(Int64, Number<int64_t>());
      case pb::FieldDescriptor::CPPTYPE_UINT32:
        DUIKOU_SET(UInt32, Number<uint32_t>());
      case pb::FieldDescriptor::CPPTYPE_UINT64:
        DUIKOU_SET(UInt64, Number<uint64_t>());
      case pb::FieldDescriptor::CPPTYPE_DOUBLE:
        DUIKOU_SET(Double, Real<double>());
      case pb::FieldDescriptor::CPPTYPE_FLOAT:
        DUIKOU_SET(Float, Real<float>());
      case pb::FieldDescriptor::CPPTYPE_BOOL:
        DUIKOU_SET(Bool, true);
      case pb::FieldDescriptor::CPPTYPE_STRING:
        DUIKOU_SET(String, Text());
      case pb::FieldDescriptor::CPPTYPE_ENUM:
        DUIKOU_SET(EnumValue,
                   Below(4) == 0
                       ? 77
                       : field.enum_type()
                             ->value(Below(field.enum_type()->value_count()))
                             ->number());
#undef DUIKOU_SET
      case pb::FieldDescriptor::CPPTYPE_MESSAGE:
        Fill(many ? *r->AddMessage(&message, &field)
                  : *r->MutableMessage(&message, &field),
             depth + 1);
    }
  }

  std::mt19937 random_;
};

// By both writers the same message. Their texts may differ only in how they
// escape and in how they print floating-point numbers.
void ExpectSame(const pb::DescriptorPool& pool, const pb::Message& message,
                uint32_t seed) {
  const pb::Descriptor& type = *message.GetDescriptor();
  const std::string bytes = message.SerializeAsString();
  const std::string json = ByWriter(type, bytes);
  ASSERT_NE(json, "not written") << "seed " << seed << message.DebugString();
  const std::unique_ptr<pb::util::TypeResolver> types(
      pb::util::NewTypeResolverForDescriptorPool(kPrefix, &pool));
  std::string again;
  const auto status = pb::util::JsonToBinaryString(
      types.get(), absl::StrCat(kPrefix, "/", type.full_name()), json, &again);
  ASSERT_TRUE(status.ok()) << "seed " << seed << " " << status << json;
  EXPECT_EQ(ByJsonUtil(pool, type, again), ByJsonUtil(pool, type, bytes))
      << "seed " << seed << json;
}

class KindsTest : public ::testing::Test {
 protected:
  KindsTest() {
    // What the file depends on has to be linked in.
    pb::Timestamp::descriptor();
    pb::Duration::descriptor();
    pb::FieldMask::descriptor();
    pb::FileDescriptorProto file;
    EXPECT_TRUE(pb::TextFormat::ParseFromString(kKinds, &file));
    for (auto& message : *file.mutable_message_type()) {
      for (auto& field : *message.mutable_field()) Label(field);
      for (auto& nested : *message.mutable_nested_type()) {
        for (auto& field : *nested.mutable_field()) Label(field);
      }
    }
    const pb::FileDescriptor* built = pool_.BuildFile(file);
    EXPECT_NE(built, nullptr);
    type_ = built->message_type(0);
  }
  static void Label(pb::FieldDescriptorProto& field) {
    if (!field.has_label()) {
      field.set_label(pb::FieldDescriptorProto::LABEL_OPTIONAL);
    }
  }
  std::unique_ptr<pb::Message> Parse(const std::string& text) {
    std::unique_ptr<pb::Message> message(factory_.GetPrototype(type_)->New());
    EXPECT_TRUE(pb::TextFormat::ParseFromString(text, message.get()));
    return message;
  }

  pb::DescriptorPool pool_{pb::DescriptorPool::generated_pool()};
  pb::DynamicMessageFactory factory_{&pool_};
  const pb::Descriptor* type_ = nullptr;
};

TEST_F(KindsTest, EveryKindIsWrittenAsJsonWantsIt) {
  const auto message = Parse(R"(
    a_double: 0.1 a_float: -0.5 an_int32: -1 an_int64: -2 a_uint32: 3
    a_uint64: 18446744073709551615 a_sint32: -4 a_sint64: -5 a_fixed32: 6
    a_fixed64: 7 an_sfixed32: -8 an_sfixed64: -9 a_bool: true a_string: "名\""
    some_bytes: "\377\376" an_enum: MINUS child {} time { seconds: 1 nanos: 5000000 }
    duration { seconds: 3 } mask { paths: "a_b.c" paths: "d" } ints: 1 ints: -1
    enums: TWO strings: "" children {} children { a_bool: true }
    by_int { key: -7 value: "" } by_text { key: "k" value {} }
    by_bool { key: true value: -3 } one_int: 5 maybe: 0 renamed: 1)");
  EXPECT_EQ(
      ByWriter(*type_, message->SerializeAsString()),
      R"({"aDouble":0.1,"aFloat":-0.5,"anInt32":-1,"anInt64":"-2",)"
      R"("aUint32":3,"aUint64":"18446744073709551615","aSint32":-4,)"
      R"("aSint64":"-5","aFixed32":6,"aFixed64":"7","anSfixed32":-8,)"
      R"("anSfixed64":"-9","aBool":true,"aString":"名\"","someBytes":"//4=",)"
      R"("anEnum":"MINUS","child":{},"time":"1970-01-01T00:00:01.005Z",)"
      R"("duration":"3s","mask":"aB.c,d","ints":["1","-1"],"enums":["TWO"],)"
      R"("strings":[""],"children":[{},{"aBool":true}],"byInt":{"-7":""},)"
      R"("byText":{"k":{}},"byBool":{"true":"-3"},"maybe":0,"@other":1,)"
      R"("oneInt":5})");
}

TEST_F(KindsTest, RandomMessagesAreWrittenAsByJsonUtil) {
  for (uint32_t seed = 1; seed <= 400; ++seed) {
    std::unique_ptr<pb::Message> message(factory_.GetPrototype(type_)->New());
    Filler(seed).Fill(*message);
    ExpectSame(pool_, *message, seed);
    if (HasFatalFailure() || HasNonfatalFailure()) return;
  }
}

TEST_F(KindsTest, BytesInAnotherOrderAreLeftToOthers) {
  const std::string first = Parse("ints: 1")->SerializeAsString();
  const std::string other = Parse("a_bool: true")->SerializeAsString();
  const std::string one = Parse("one_text: 'x'")->SerializeAsString();
  const std::string two = Parse("one_int: 1")->SerializeAsString();
  EXPECT_EQ(ByWriter(*type_, other + first), R"({"aBool":true,"ints":["1"]})");
  EXPECT_EQ(ByWriter(*type_, first + first), R"({"ints":["1","1"]})");
  for (const std::string& bytes :
       {first + other + first, other + other, one + two}) {
    EXPECT_EQ(ByWriter(*type_, bytes), "not written");
  }
}

TEST_F(KindsTest, BrokenBytesAreNotWritten) {
  const std::string good =
      Parse("a_string: 'text' children { an_int64: 300 } by_int { key: 1 }")
          ->SerializeAsString();
  const auto message = Parse("");
  for (size_t size = 0; size < good.size(); ++size) {
    const std::string cut = good.substr(0, size);
    EXPECT_EQ(ByWriter(*type_, cut) != "not written",
              message->ParseFromString(cut))
        << size;
  }
  std::string deep;
  for (int i = 0; i < 200; ++i) {
    std::string child("\x8A\x01", 2);
    pb::uint32 length = static_cast<pb::uint32>(deep.size());
    while (length > 127) {
      child += static_cast<char>(length | 128);
      length >>= 7;
    }
    deep = child + static_cast<char>(length) + deep;
  }
  EXPECT_EQ(ByWriter(*type_, deep), "not written");
}

TEST(JsonWriterTest, EveryAnswerOfEveryServiceIsWrittenAsByJsonUtil) {
  const pb::DescriptorPool& pool = *pb::DescriptorPool::generated_pool();
  std::vector<const pb::FileDescriptor*> files = {
      assignment::v1::AnnualPlan::descriptor()->file(),
      catalogue::v1::Project::descriptor()->file(),
      fair::v1::Fair::descriptor()->file(),
      fair::v1::Meeting::descriptor()->file(),
      matching::v1::RecommendProjectsResponse::descriptor()->file(),
      profiles::v1::Unit::descriptor()->file(),
      progress::v1::LedgerEntry::descriptor()->file(),
      progress::v1::Report::descriptor()->file(),
      progress::v1::Settlement::descriptor()->file()};
  for (const pb::FileDescriptor* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const pb::Message* prototype =
          pb::MessageFactory::generated_factory()->GetPrototype(
              file->message_type(i));
      for (uint32_t seed = 1; seed <= 10; ++seed) {
        std::unique_ptr<pb::Message> message(prototype->New());
        Filler(seed).Fill(*message);
        ExpectSame(pool, *message, seed);
        if (HasFatalFailure() || HasNonfatalFailure()) return;
      }
    }
  }
}

}  // namespace
}  // namespace duikou
