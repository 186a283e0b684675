#include "services/programme/wire_writer.h"

#include <cstdint>
#include <limits>
#include <string>

#include "duikou/matching/v1/matching_service.pb.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

TEST(WireWriterTest, WritesNumbersOfEverySizeAsProtobufDoes) {
  for (const int64_t number :
       {int64_t{0}, int64_t{1}, int64_t{127}, int64_t{128}, int64_t{16'384},
        int64_t{9'000'000'000'000'000}, int64_t{-1},
        std::numeric_limits<int64_t>::min(),
        std::numeric_limits<int64_t>::max()}) {
    pb::Figure figure;
    figure.set_amount_fen(number);
    WireWriter writer;
    writer.IntPresent(pb::Figure::kAmountFenFieldNumber, number);
    EXPECT_EQ(std::string(writer.bytes()), figure.SerializeAsString())
        << number;
  }
}

TEST(WireWriterTest, LeavesOutWhatIsZeroOrEmpty) {
  WireWriter writer;
  writer.Int32(1, 0);
  writer.Int64(2, 0);
  writer.Bool(3, false);
  writer.Text(4, "");
  EXPECT_EQ(writer.size(), 0);
}

TEST(WireWriterTest, NestsMessagesAndGrows) {
  pb::RecommendProjectsResponse expected;
  WireWriter writer;
  const std::string name(300, 'x');
  for (int i = 0; i < 200; ++i) {
    pb::Recommendation& entry = *expected.add_recommendations();
    entry.set_rank(7);
    entry.set_project(name);
    entry.add_parts()->set_points(900);
    entry.set_is_new(true);
    const size_t end = writer.size();
    writer.Bool(pb::Recommendation::kIsNewFieldNumber, true);
    const size_t part = writer.size();
    writer.Int32(pb::ScorePart::kPointsFieldNumber, 900);
    writer.EndMessage(pb::Recommendation::kPartsFieldNumber, part);
    writer.Text(pb::Recommendation::kProjectFieldNumber, name);
    writer.Int32(pb::Recommendation::kRankFieldNumber, 7);
    writer.EndMessage(
        pb::RecommendProjectsResponse::kRecommendationsFieldNumber, end);
  }
  EXPECT_EQ(std::string(writer.bytes()), expected.SerializeAsString());
}

}  // namespace
}  // namespace duikou
