// The role as its callers meet it: first run, people, tokens and the trail.
#include "services/access/access_service.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/access/testing/access_service_fixture.h"

namespace duikou {
namespace {

using access::v1::Person;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(AccessServiceTest, TheCodeMakesTheFirstAdministratorOnce) {
  const std::string code = *service_->MakeSetupCode();
  EXPECT_TRUE(absl::IsUnauthenticated(SetUpFirst("AAAA-BBBB-CCCC").first));
  const auto [status, response] = SetUpFirst(absl::AsciiStrToLower(code));
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(response.person().name(), kAdministrator);
  EXPECT_TRUE(Me(response.secret()).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(SetUpFirst(code).first));
  EXPECT_EQ(*service_->MakeSetupCode(), "");
}

TEST_F(AccessServiceTest, ANewCodeReplacesTheOneBefore) {
  const std::string first = *service_->MakeSetupCode();
  const std::string second = *service_->MakeSetupCode();
  EXPECT_TRUE(absl::IsUnauthenticated(SetUpFirst(first).first));
  EXPECT_TRUE(SetUpFirst(second).first.ok());
}

TEST_F(AccessServiceTest, WhoIsDisabledIsOutAtOnce) {
  const std::string administrator = Administrator();
  const std::string li = NewMember(administrator, "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::UpdatePersonRequest request;
  request.mutable_person()->set_name("people/li");
  request.mutable_person()->set_disabled(true);
  request.mutable_update_mask()->add_paths("disabled");
  const auto [status, person] = As(administrator, &Stub::UpdatePerson, request);
  ASSERT_TRUE(status.ok()) << status;
  const absl::Status waited = identities_.WaitUntil(
      *store_.WaitForChange("-", 0, {absl::InfinitePast()}),
      absl::Now() + absl::Seconds(60));
  ASSERT_TRUE(waited.ok()) << waited;
  EXPECT_TRUE(absl::IsUnauthenticated(Me(li)));
  EXPECT_TRUE(absl::IsUnauthenticated(SignIn("li", kPassword).first));
}

TEST_F(AccessServiceTest, TheOfficeLooksAfterItsProgrammeAlone) {
  const std::string administrator = Administrator();
  const std::string office =
      NewMember(administrator, "office", "hubei", "",
                PermissionGroup::PERMISSION_GROUP_OFFICE);
  NewMember(administrator, "wan", "chongqing", "wanzhou",
            PermissionGroup::PERMISSION_GROUP_RECIPIENT);
  EXPECT_TRUE(As(office, &Stub::CreatePerson,
                 NewPerson("li", "hubei", "yichang",
                           PermissionGroup::PERMISSION_GROUP_SUPPORTER))
                  .first.ok());
  for (const auto& refused :
       {NewPerson("a", "chongqing", "wanzhou",
                  PermissionGroup::PERMISSION_GROUP_RECIPIENT),
        NewPerson("b", "hubei", "",
                  PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR),
        NewPerson("c", "-", "", PermissionGroup::PERMISSION_GROUP_OFFICE)}) {
    EXPECT_TRUE(absl::IsPermissionDenied(
        As(office, &Stub::CreatePerson, refused).first))
        << refused.ShortDebugString();
  }
  EXPECT_TRUE(absl::IsPermissionDenied(
      MakeLink(office, "wan", access::v1::Link::PURPOSE_SET_PASSWORD).first));
  EXPECT_TRUE(absl::IsPermissionDenied(
      MakeLink(office, "admin", access::v1::Link::PURPOSE_SET_PASSWORD).first));
  const auto listed =
      As(office, &Stub::ListPeople, access::v1::ListPeopleRequest());
  std::vector<std::string> names;
  for (const Person& person : listed.second.people()) {
    names.push_back(person.name());
  }
  EXPECT_THAT(names, ElementsAre("people/li", "people/office"));
}

TEST_F(AccessServiceTest, APersonMayNotRaiseItself) {
  const std::string administrator = Administrator();
  const std::string office =
      NewMember(administrator, "office", "hubei", "",
                PermissionGroup::PERMISSION_GROUP_OFFICE);
  access::v1::UpdatePersonRequest request;
  request.mutable_person()->set_name("people/office");
  access::v1::Membership& membership =
      *request.mutable_person()->add_memberships();
  membership.set_programme("programmes/-");
  membership.add_groups(PermissionGroup::PERMISSION_GROUP_ADMINISTRATOR);
  request.mutable_update_mask()->add_paths("memberships");
  EXPECT_TRUE(
      absl::IsPermissionDenied(As(office, &Stub::UpdatePerson, request).first));
}

TEST_F(AccessServiceTest, BadMembershipsNameTheirField) {
  const std::string administrator = Administrator();
  const auto why = [&](access::v1::CreatePersonRequest request) {
    return std::string(
        As(administrator, &Stub::CreatePerson, request).first.message());
  };
  constexpr auto kSupporter = PermissionGroup::PERMISSION_GROUP_SUPPORTER;
  EXPECT_THAT(why(NewPerson("a", "hubei", "", kSupporter)),
              HasSubstr("person.memberships[0].groups[0]: needs a unit"));
  EXPECT_THAT(why(NewPerson("a", "hubei", "nowhere", kSupporter)),
              HasSubstr("person.memberships[0].unit"));
  EXPECT_THAT(why(NewPerson("a", "nowhere", "yichang", kSupporter)),
              HasSubstr("person.memberships[0].programme"));
  auto twice = NewPerson("a", "hubei", "yichang", kSupporter);
  *twice.mutable_person()->add_memberships() = twice.person().memberships(0);
  EXPECT_THAT(why(twice), HasSubstr("person.memberships[1]: is there twice"));
}

TEST_F(AccessServiceTest, ATokenActsForItsPersonUntilItIsRevoked) {
  const std::string administrator = Administrator();
  access::v1::CreateTokenRequest request;
  request.set_parent(kAdministrator);
  request.mutable_token()->set_display_name("导出");
  request.mutable_token()->set_read_only(true);
  const auto [status, token] = As(administrator, &Stub::CreateToken, request);
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_TRUE(Me(token.secret()).ok());
  EXPECT_TRUE(absl::IsPermissionDenied(
      As(token.secret(), &Stub::CreatePerson,
         NewPerson("li", "hubei", "yichang",
                   PermissionGroup::PERMISSION_GROUP_SUPPORTER))
          .first));
  access::v1::ListTokensRequest list;
  list.set_parent(kAdministrator);
  const auto listed = As(administrator, &Stub::ListTokens, list);
  ASSERT_EQ(listed.second.tokens_size(), 1);
  EXPECT_EQ(listed.second.tokens(0).secret(), "");
  access::v1::DeleteTokenRequest revoke;
  revoke.set_name(token.name());
  ASSERT_TRUE(As(administrator, &Stub::DeleteToken, revoke).first.ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(token.secret())));
}

TEST_F(AccessServiceTest, ATokenExpires) {
  const std::string administrator = Administrator();
  access::v1::CreateTokenRequest request;
  request.set_parent(kAdministrator);
  request.mutable_token()->set_display_name("导出");
  const std::string secret =
      As(administrator, &Stub::CreateToken, request).second.secret();
  clock_.Advance(absl::Hours(24 * 365));
  EXPECT_TRUE(Me(secret).ok());
  clock_.Advance(absl::Hours(24 * 2));
  EXPECT_TRUE(absl::IsUnauthenticated(Me(secret)));
}

TEST_F(AccessServiceTest, NobodyMakesTokensForOthers) {
  const std::string administrator = Administrator();
  NewMember(administrator, "li", "hubei", "yichang",
            PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::CreateTokenRequest request;
  request.set_parent("people/li");
  request.mutable_token()->set_display_name("别人的");
  EXPECT_TRUE(absl::IsPermissionDenied(
      As(administrator, &Stub::CreateToken, request).first));
}

TEST_F(AccessServiceTest, ADeletedPersonIsOut) {
  const std::string administrator = Administrator();
  const std::string li = NewMember(administrator, "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::DeletePersonRequest request;
  request.set_name("people/li");
  ASSERT_TRUE(As(administrator, &Stub::DeletePerson, request).first.ok());
  ASSERT_TRUE(
      identities_
          .WaitUntil(*store_.WaitForChange("-", 0, {absl::InfinitePast()}),
                     absl::Now() + absl::Seconds(60))
          .ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(li)));
  EXPECT_TRUE(absl::IsUnauthenticated(SignIn("li", kPassword).first));
  request.set_name(kAdministrator);
  EXPECT_TRUE(absl::IsFailedPrecondition(
      As(administrator, &Stub::DeletePerson, request).first));
}

TEST_F(AccessServiceTest, TheAuditTrailTellsWhoDidWhat) {
  const std::string administrator = Administrator();
  NewMember(administrator, "li", "hubei", "yichang",
            PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::ListAuditEntriesRequest request;
  request.set_parent("programmes/-");
  request.set_page_size(100);
  std::vector<std::string> told;
  const auto [status, response] =
      As(administrator, &Stub::ListAuditEntries, request);
  ASSERT_TRUE(status.ok()) << status;
  for (const auto& entry : response.entries()) {
    told.push_back(entry.actor() + " " +
                   entry.method().substr(entry.method().rfind('/') + 1));
  }
  EXPECT_THAT(told, ::testing::IsSupersetOf(
                        {"people/admin SetUp", "people/admin CreatePerson",
                         "people/admin CreateLink", "people/li RedeemLink"}));
}

TEST_F(AccessServiceTest, WhoIsMadeAnewHasNothingOfTheOneBefore) {
  const std::string administrator = Administrator();
  const std::string li = NewMember(administrator, "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  access::v1::CreateTokenRequest make;
  make.set_parent("people/li");
  make.mutable_token()->set_display_name("导出");
  const std::string token = As(li, &Stub::CreateToken, make).second.secret();
  ASSERT_TRUE(Me(token).ok());
  const auto link =
      MakeLink(administrator, "li", access::v1::Link::PURPOSE_SET_PASSWORD);
  access::v1::DeletePersonRequest request;
  request.set_name("people/li");
  ASSERT_TRUE(As(administrator, &Stub::DeletePerson, request).first.ok());
  clock_.Advance(absl::Seconds(1));
  ASSERT_TRUE(As(administrator, &Stub::CreatePerson,
                 NewPerson("li", "hubei", "zigui",
                           PermissionGroup::PERMISSION_GROUP_RECIPIENT))
                  .first.ok());
  ASSERT_TRUE(
      identities_
          .WaitUntil(*store_.WaitForChange("-", 0, {absl::InfinitePast()}),
                     absl::Now() + absl::Seconds(60))
          .ok());
  EXPECT_TRUE(absl::IsUnauthenticated(Me(li)));
  EXPECT_TRUE(absl::IsUnauthenticated(Me(token)));
  EXPECT_TRUE(
      absl::IsUnauthenticated(Redeem(link.second.secret(), kPassword).first));
  access::v1::ListTokensRequest list;
  list.set_parent("people/li");
  EXPECT_EQ(As(administrator, &Stub::ListTokens, list).second.tokens_size(), 0);
}

TEST_F(AccessServiceTest, ATokenMakesNoTokens) {
  const std::string administrator = Administrator();
  access::v1::CreateTokenRequest request;
  request.set_parent(kAdministrator);
  request.mutable_token()->set_display_name("导出");
  const std::string token =
      As(administrator, &Stub::CreateToken, request).second.secret();
  EXPECT_TRUE(
      absl::IsPermissionDenied(As(token, &Stub::CreateToken, request).first));
}

TEST_F(AccessServiceTest, MeTellsTheUnitsByName) {
  const std::string li = NewMember(Administrator(), "li", "hubei", "yichang",
                                   PermissionGroup::PERMISSION_GROUP_SUPPORTER);
  const Person me = As(li, &Stub::GetMe, access::v1::GetMeRequest()).second;
  ASSERT_EQ(me.memberships_size(), 1);
  EXPECT_EQ(me.memberships(0).unit_display_name().zh(), "单位 yichang");
  EXPECT_TRUE(me.has_password());
}

}  // namespace
}  // namespace duikou
