#include "services/rpc/page_token.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using catalogue::v1::ListAreasRequest;
using ::testing::StartsWith;

ListAreasRequest Request(const std::string& parent) {
  ListAreasRequest request;
  request.set_parent(parent);
  return request;
}

TEST(PageTokenTest, APositionComesBack) {
  ListAreasRequest request = Request("programmes/hubei");
  for (const std::string& position :
       {std::string("p-1"), std::string("\0\xFF", 2), std::string(500, 'x')}) {
    request.set_page_token(PageToken(request, position));
    EXPECT_EQ(PagePosition(request).value(), position);
  }
}

TEST(PageTokenTest, NoTokenIsTheBeginning) {
  EXPECT_EQ(PagePosition(Request("programmes/hubei")).value(), "");
}

TEST(PageTokenTest, PagesMayHaveDifferentSizes) {
  ListAreasRequest request = Request("programmes/hubei");
  request.set_page_size(3);
  request.set_page_token(PageToken(request, "p-1"));
  request.set_page_size(7);
  EXPECT_TRUE(PagePosition(request).ok());
}

TEST(PageTokenTest, ATokenIsOfItsArguments) {
  ListAreasRequest request = Request("programmes/hubei");
  request.set_page_token(PageToken(request, "p-1"));
  request.set_parent("programmes/chongqing");
  EXPECT_EQ(PagePosition(request).status().message(),
            "page_token: given by a request with other arguments");
}

TEST(PageTokenTest, ATokenIsOfItsMethod) {
  profiles::v1::ListUnitsRequest other;
  other.set_parent("programmes/hubei");
  other.set_page_token(PageToken(Request("programmes/hubei"), "p-1"));
  EXPECT_FALSE(PagePosition(other).ok());
}

TEST(PageTokenTest, ForgedTokensAreRefused) {
  ListAreasRequest request = Request("programmes/hubei");
  const std::string token = PageToken(request, "p-1");
  for (const std::string& forged :
       {std::string("x"), std::string("!"), std::string("AQ"),
        std::string(40, 'A'), std::string(5000, 'A'), token + "A",
        token.substr(1), std::string("\xFF\xFE")}) {
    request.set_page_token(forged);
    EXPECT_THAT(std::string(PagePosition(request).status().message()),
                StartsWith("page_token: "))
        << forged;
  }
}

TEST(PageTokenTest, ATokenChangedAnywhereIsRefused) {
  ListAreasRequest request = Request("programmes/hubei");
  const std::string token = PageToken(request, "p-1");
  constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (size_t i = 0; i < token.size(); ++i) {
    for (const char c : absl::string_view(kAlphabet)) {
      std::string changed = token;
      changed[i] = c;
      request.set_page_token(changed);
      const absl::StatusOr<std::string> position = PagePosition(request);
      // The last character has bits that base64 does not use.
      if (position.ok()) {
        EXPECT_EQ(*position, "p-1");
        EXPECT_TRUE(changed == token || i + 1 == token.size()) << changed;
      }
    }
  }
}

TEST(PageTokenTest, SizesAreCoerced) {
  EXPECT_EQ(PageSize(0, {}).value(), 50);
  EXPECT_EQ(PageSize(7, {}).value(), 7);
  EXPECT_EQ(PageSize(1'000'000, {}).value(), 1000);
  EXPECT_EQ(PageSize(0, {.standard = 20, .most = 200}).value(), 20);
  EXPECT_EQ(PageSize(-1, {}).status().message(), "page_size: -1 is negative");
}

}  // namespace
}  // namespace duikou
