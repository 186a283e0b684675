#include "services/rpc/ownership.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gtest/gtest.h"
#include "services/base/id_generator.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

std::string UnitName(const std::string& id) {
  return id.empty() ? "" : absl::StrCat("programmes/hubei/units/", id);
}

class OwnershipTest : public ::testing::Test {
 protected:
  void Put(const std::string& collection, const std::string& id,
           const google::protobuf::Message& resource) {
    CommitRequest commit;
    commit.partition = "hubei";
    commit.mutations.push_back(Mutation::Put(
        collection, id, resource.SerializeAsString(), Expectation::Any()));
    ASSERT_TRUE(store_.Commit(commit).ok());
  }
  void PutUnit(const std::string& id, const std::string& parent,
               const std::string& guide = "") {
    profiles::v1::Unit unit;
    unit.set_parent_unit(UnitName(parent));
    unit.set_guiding_department(UnitName(guide));
    Put("units", id, unit);
  }
  void PutProject(const std::string& id, const std::string& recipient) {
    catalogue::v1::Project project;
    project.set_recipient(UnitName(recipient));
    Put("projects", id, project);
  }

  static Reach Supporter(std::vector<std::string> units, bool guided = false) {
    Reach reach;
    reach.supporter = {std::move(units), guided};
    return reach;
  }
  static Reach Recipient(std::vector<std::string> units) {
    Reach reach;
    reach.recipient.units = std::move(units);
    return reach;
  }

  // The side on which it is reached; FAILED_PRECONDITION where it may not be
  // looked up and would have to.
  absl::StatusOr<std::optional<Side>> SideOf(
      Reach reach, const google::protobuf::Message& resource,
      bool look_up = true) {
    CallContext call({}, ids_);
    call.SetReach(std::move(reach));
    return ResourceOwners(*resource.GetDescriptor())
        .ReachedAsOwn(call, look_up ? &store_ : nullptr, resource);
  }
  bool Reaches(Reach reach, const google::protobuf::Message& resource) {
    const auto side = SideOf(std::move(reach), resource);
    EXPECT_TRUE(side.ok()) << side.status();
    return side.ok() && side->has_value();
  }

  static profiles::v1::Quota QuotaOf(const std::string& unit) {
    profiles::v1::Quota quota;
    quota.set_unit(UnitName(unit));
    return quota;
  }
  static profiles::v1::Commitment Commitment(const std::string& supporter,
                                             const std::string& project) {
    profiles::v1::Commitment commitment;
    commitment.set_supporter(UnitName(supporter));
    commitment.set_project(absl::StrCat("programmes/hubei/projects/", project));
    return commitment;
  }

  SequentialIdGenerator ids_;
  MemoryStore store_;
};

TEST_F(OwnershipTest, AUnitOwnsItsOwn) {
  PutUnit("a", "");
  PutUnit("b", "");
  EXPECT_TRUE(Reaches(Supporter({"a"}), QuotaOf("a")));
  EXPECT_FALSE(Reaches(Supporter({"a"}), QuotaOf("b")));
  EXPECT_TRUE(Reaches(Supporter({"b", "a"}), QuotaOf("a")));
  EXPECT_FALSE(Reaches(Supporter({"a"}), QuotaOf("")));
}

TEST_F(OwnershipTest, OneSideDoesNotOwnTheOthers) {
  PutUnit("a", "");
  EXPECT_FALSE(Reaches(Recipient({"a"}), QuotaOf("a")));
}

TEST_F(OwnershipTest, AUnitOwnsWhatIsBelowItAtAnyDepth) {
  PutUnit("top", "");
  PutUnit("middle", "top");
  PutUnit("bottom", "middle");
  EXPECT_TRUE(Reaches(Supporter({"top"}), QuotaOf("bottom")));
  EXPECT_FALSE(Reaches(Supporter({"bottom"}), QuotaOf("top")));
  EXPECT_FALSE(Reaches(Supporter({"other"}), QuotaOf("bottom")));
}

TEST_F(OwnershipTest, ACycleOfUnitsEnds) {
  PutUnit("a", "b");
  PutUnit("b", "a");
  PutUnit("self", "self");
  EXPECT_FALSE(Reaches(Supporter({"c"}), QuotaOf("a")));
  EXPECT_FALSE(Reaches(Supporter({"c"}), QuotaOf("self")));
}

TEST_F(OwnershipTest, ADepartmentReachesWhatItGuidesOnlyWhereAsked) {
  PutUnit("guided", "", "department");
  PutUnit("branch", "guided");
  EXPECT_TRUE(Reaches(Supporter({"department"}, true), QuotaOf("guided")));
  EXPECT_FALSE(Reaches(Supporter({"department"}), QuotaOf("guided")));
  EXPECT_FALSE(Reaches(Supporter({"department"}, true), QuotaOf("branch")));
}

TEST_F(OwnershipTest, AProjectIsItsRecipients) {
  PutUnit("county", "prefecture");
  PutUnit("prefecture", "");
  PutProject("p", "county");
  PutProject("nobodys", "");
  EXPECT_TRUE(Reaches(Recipient({"county"}), Commitment("s", "p")));
  EXPECT_TRUE(Reaches(Recipient({"prefecture"}), Commitment("s", "p")));
  EXPECT_FALSE(Reaches(Recipient({"other"}), Commitment("s", "p")));
  EXPECT_FALSE(Reaches(Recipient({"county"}), Commitment("s", "nobodys")));
  EXPECT_FALSE(Reaches(Recipient({""}), Commitment("s", "nobodys")));
  EXPECT_FALSE(Reaches(Recipient({"county"}), Commitment("s", "missing")));
}

TEST_F(OwnershipTest, ItTellsTheSide) {
  PutUnit("s", "");
  PutUnit("county", "");
  PutProject("p", "county");
  EXPECT_EQ(*SideOf(Supporter({"s"}), Commitment("s", "p")), Side::kSupporter);
  EXPECT_EQ(*SideOf(Recipient({"county"}), Commitment("s", "p")),
            Side::kRecipient);
}

TEST_F(OwnershipTest, WithoutAStoreItSaysThatItMustLook) {
  EXPECT_EQ(*SideOf(Supporter({"a"}), QuotaOf("a"), false), Side::kSupporter);
  EXPECT_EQ(SideOf(Supporter({"a"}), QuotaOf("b"), false).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(OwnershipTest, ALookThatFailsIsNoAnswer) {
  store_.SetUnavailable(true);
  EXPECT_EQ(SideOf(Supporter({"a"}), QuotaOf("b")).status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(OwnershipTest, WhatIsBelowAUnitIsTheUnits) {
  PutUnit("a", "");
  profiles::v1::Reminder reminder;
  reminder.set_name("programmes/hubei/units/a/reminders/r");
  EXPECT_TRUE(Reaches(Supporter({"a"}), reminder));
  EXPECT_TRUE(Reaches(Recipient({"a"}), reminder));
  reminder.set_name("programmes/hubei/units/ab/reminders/r");
  EXPECT_FALSE(Reaches(Supporter({"a"}), reminder));
}

}  // namespace
}  // namespace duikou
