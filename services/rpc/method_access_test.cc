#include "services/rpc/method_access.h"

#include <string>
#include <vector>

#include "duikou/access/v1/access_service.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using type::v1::PermissionGroup;

const std::vector<const ServiceDescriptor*>& Services() {
  static const auto& services = *new std::vector<const ServiceDescriptor*>{
      access::v1::Person::descriptor()->file()->service(0),
      catalogue::v1::Project::descriptor()->file()->service(0),
      profiles::v1::Unit::descriptor()->file()->service(0),
      matching::v1::Interest::descriptor()->file()->service(0)};
  return services;
}

MethodAccess AccessOf(const std::string& name) {
  for (const ServiceDescriptor* service : Services()) {
    const MethodDescriptor* method = service->FindMethodByName(name);
    if (method != nullptr) return MethodAccess(*method);
  }
  ADD_FAILURE() << name;
  return MethodAccess(*Services().front()->method(0));
}

Caller Member(const std::string& programme, const std::string& unit,
              std::vector<PermissionGroup> groups) {
  Caller caller;
  caller.actor = "people/li";
  caller.signed_in = true;
  caller.memberships.push_back({programme, unit, std::move(groups)});
  return caller;
}

TEST(MethodAccessTest, EveryMethodSaysWhoMayCallIt) {
  int methods = 0;
  for (const ServiceDescriptor* service : Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      ASSERT_TRUE(DeclaresAccess(method)) << method.full_name();
      const type::v1::AccessRule rule = MethodAccess(method).rule();
      const bool somebody =
          rule.open() || rule.member() || !rule.self().empty() ||
          rule.office() || rule.supporter() || rule.recipient() ||
          rule.organiser() || rule.supervisor() || rule.administrator();
      EXPECT_TRUE(somebody) << method.full_name() << " lets nobody in";
      ++methods;
    }
  }
  EXPECT_GT(methods, 100);
}

TEST(MethodAccessTest, OneMustBeSignedInUnlessTheMethodIsOpen) {
  EXPECT_TRUE(AccessOf("SignIn").CheckCaller(Caller()).ok());
  EXPECT_EQ(AccessOf("GetArea").CheckCaller(Caller()).code(),
            absl::StatusCode::kUnauthenticated);
}

TEST(MethodAccessTest, ATokenThatReadsOnlyWritesNothing) {
  Caller caller =
      Member("hubei", "", {PermissionGroup::PERMISSION_GROUP_OFFICE});
  caller.read_only = true;
  EXPECT_TRUE(AccessOf("GetProject").CheckCaller(caller).ok());
  EXPECT_EQ(AccessOf("UpdateProject").CheckCaller(caller).code(),
            absl::StatusCode::kPermissionDenied);
}

TEST(MethodAccessTest, TheProgrammeIsTheOneThatTheRequestNames) {
  catalogue::v1::GetProjectRequest get;
  get.set_name("programmes/hubei/projects/p");
  EXPECT_EQ(AccessOf("GetProject").ProgrammeOf(get), "hubei");
  catalogue::v1::UpdateProjectRequest update;
  update.mutable_project()->set_name("programmes/henan/projects/p");
  EXPECT_EQ(AccessOf("UpdateProject").ProgrammeOf(update), "henan");
  profiles::v1::ListRemindersRequest list;
  list.set_parent("programmes/hunan/units/u");
  EXPECT_EQ(AccessOf("ListReminders").ProgrammeOf(list), "hunan");
  EXPECT_EQ(AccessOf("ListProgrammes")
                .ProgrammeOf(catalogue::v1::ListProgrammesRequest()),
            "");
}

TEST(MethodAccessTest, GroupsCountInTheirProgrammeAlone) {
  const MethodAccess access = AccessOf("UpdateProject");
  const Caller office =
      Member("hubei", "", {PermissionGroup::PERMISSION_GROUP_OFFICE});
  EXPECT_TRUE(access.ReachOf(office, "hubei").all);
  EXPECT_TRUE(access.ReachOf(office, "henan").nothing());
  EXPECT_TRUE(access.ReachOf(office, "").nothing());
  const Caller everywhere =
      Member("-", "", {PermissionGroup::PERMISSION_GROUP_OFFICE});
  EXPECT_TRUE(access.ReachOf(everywhere, "henan").all);
}

TEST(MethodAccessTest, EachSideReachesItsOwn) {
  const Caller supporter =
      Member("hubei", "u", {PermissionGroup::PERMISSION_GROUP_SUPPORTER});
  const Reach read = AccessOf("GetQuota").ReachOf(supporter, "hubei");
  EXPECT_FALSE(read.all);
  EXPECT_FALSE(read.member);
  EXPECT_THAT(read.supporter.units, ElementsAre("u"));
  EXPECT_TRUE(read.supporter.guided);
  EXPECT_THAT(read.recipient.units, IsEmpty());
  EXPECT_TRUE(AccessOf("UpdateProject").ReachOf(supporter, "hubei").nothing());
  const Reach write =
      AccessOf("UpdateCapabilityProfile").ReachOf(supporter, "hubei");
  EXPECT_FALSE(write.supporter.guided);

  const Caller recipient =
      Member("hubei", "c", {PermissionGroup::PERMISSION_GROUP_RECIPIENT});
  const Reach own = AccessOf("GetCommitment").ReachOf(recipient, "hubei");
  EXPECT_THAT(own.recipient.units, ElementsAre("c"));
  EXPECT_THAT(own.supporter.units, IsEmpty());
}

TEST(MethodAccessTest, AGroupWithoutAUnitReachesNothingOfItsOwn) {
  const Caller lost =
      Member("hubei", "", {PermissionGroup::PERMISSION_GROUP_SUPPORTER});
  EXPECT_TRUE(AccessOf("GetQuota").ReachOf(lost, "hubei").nothing());
}

TEST(MethodAccessTest, OnlyOnesOwnNameIsOneself) {
  const MethodAccess access = AccessOf("DeleteToken");
  const Caller li = Member("hubei", "", {});
  access::v1::DeleteTokenRequest request;
  request.set_name("people/li/tokens/a");
  EXPECT_TRUE(access.IsAboutSelf(li, request));
  request.set_name("people/lin/tokens/a");
  EXPECT_FALSE(access.IsAboutSelf(li, request));
  EXPECT_FALSE(access.IsAboutSelf(Caller(), request));
}

TEST(MethodAccessTest, AMethodForAnyCollectionKnowsWhichOne) {
  type::v1::ExportResourcesRequest sheet;
  sheet.set_collection("quotas");
  EXPECT_EQ(AccessOf("ExportResources").CollectionOf(sheet), "quotas");
  type::v1::ListHistoryRequest history;
  history.set_name("programmes/hubei/units/u/searches/s");
  EXPECT_EQ(AccessOf("ListHistory").CollectionOf(history), "searches");
}

TEST(MethodAccessTest, ARefusalSaysWhoMay) {
  const absl::Status refusal = AccessOf("UpdateProject").Refusal("hubei");
  EXPECT_EQ(refusal.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(
      std::string(refusal.message()),
      HasSubstr("is for the group office, recipient of programmes/hubei"));
}

}  // namespace
}  // namespace duikou
