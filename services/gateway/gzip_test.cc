#include "services/gateway/gzip.h"

#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(GzipTest, ATextComesBack) {
  std::string text;
  for (const size_t size :
       {size_t{0}, size_t{1}, size_t{1000}, size_t{1} << 20}) {
    for (size_t i = text.size(); i < size; ++i) {
      text += static_cast<char>(i * i >> 3);
    }
    for (const GzipLevel level : {GzipLevel::kFast, GzipLevel::kSmall}) {
      EXPECT_EQ(Gunzip(Gzip(text, level), size).value(), text);
    }
  }
}

TEST(GzipTest, SeveralMembersAreOneText) {
  const std::string two =
      Gzip("one ", GzipLevel::kFast) + Gzip("two", GzipLevel::kSmall);
  EXPECT_EQ(Gunzip(two, 100).value(), "one two");
}

TEST(GzipTest, ABombIsDefused) {
  // 100 MiB in 100 KB.
  const std::string bomb =
      Gzip(std::string(100 << 20, '\0'), GzipLevel::kSmall);
  EXPECT_LT(bomb.size(), 200'000);
  EXPECT_EQ(Gunzip(bomb, 1 << 20).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Gunzip(Gzip("abc", GzipLevel::kFast), 2).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(GzipTest, WhatIsCutOffOrBrokenIsSaidSo) {
  const std::string good = Gzip("some text, and more", GzipLevel::kFast);
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(Gunzip(good.substr(0, size), 1000).status().code(),
              absl::StatusCode::kInvalidArgument)
        << size;
  }
  std::string broken = good;
  broken[broken.size() - 6] ^= 1;  // of the checksum
  EXPECT_FALSE(Gunzip(broken, 1000).ok());
  EXPECT_FALSE(Gunzip("plain text", 1000).ok());
  EXPECT_FALSE(Gunzip(good + "junk", 1000).ok());
}

TEST(GzipTest, AcceptEncodingIsReadWithItsWeights) {
  for (const char* yes : {"gzip", "br, gzip", "GZIP;q=0.5", "*", "gzip ; q=1",
                          "identity;q=0.1, gzip;q=0.2"}) {
    EXPECT_TRUE(AcceptsGzip(yes)) << yes;
  }
  for (const char* no : {"", "br", "identity", "gzip;q=0", "gzip;q=0.000",
                         "*;q=0", "xgzip", "gzip;q=x"}) {
    EXPECT_FALSE(AcceptsGzip(no)) << no;
  }
}

}  // namespace
}  // namespace duikou
