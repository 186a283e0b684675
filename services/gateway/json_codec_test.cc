#include "services/gateway/json_codec.h"

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using catalogue::v1::ListProjectsRequest;
using catalogue::v1::Project;
using ::testing::HasSubstr;

const JsonCodec& Codec() {
  static const auto& codec =
      *new JsonCodec(*google::protobuf::DescriptorPool::generated_pool());
  return codec;
}

TEST(JsonCodecTest, NamesMayBeInEitherStyle) {
  for (const char* json : {R"({"parent":"p","pageSize":7})",
                           R"( { "parent" : "p", "page_size" : 7 } )",
                           R"({"parent":"p","pageSize":"7"})"}) {
    const auto bytes =
        Codec().ToBinary(*ListProjectsRequest::descriptor(), json);
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    ListProjectsRequest request;
    ASSERT_TRUE(request.ParseFromString(*bytes));
    EXPECT_EQ(request.parent(), "p");
    EXPECT_EQ(request.page_size(), 7);
  }
}

TEST(JsonCodecTest, LargeNumbersAreStringsAndDefaultsAreLeftOut) {
  Project project;
  auto& need = *project.add_fund_needs();
  need.set_total_fen(int64_t{9'007'199'254'740'993});
  EXPECT_EQ(Codec()
                .ToJson(*Project::descriptor(), project.SerializeAsString())
                .value(),
            R"({"fundNeeds":[{"totalFen":"9007199254740993"}]})");
}

TEST(JsonCodecTest, TheFieldAtFaultIsNamed) {
  for (const auto& [json, name] :
       std::vector<std::pair<std::string, std::string>>{
           {R"({"pageSize":"x"})", "page_size"},
           {R"({"pageSize":1.5})", "page_size"},
           {R"({"pageSize":99999999999})", "page_size"},
           {R"({"parent":7, "colour":1})", "colour"},
           {R"({"parent":{}})", "parent"}}) {
    const absl::Status status =
        Codec().ToBinary(*ListProjectsRequest::descriptor(), json).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << json;
    EXPECT_THAT(std::string(status.message()), HasSubstr(name)) << json;
  }
}

}  // namespace
}  // namespace duikou
