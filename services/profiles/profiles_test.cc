#include <memory>
#include <string>
#include <vector>

#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/profiles/profile_tables.h"
#include "services/profiles/resources.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;
using testing::Parse;
using namespace profiles::v1;  // NOLINT(google-build-using-namespace)

constexpr char kProgramme[] = R"pb(
  name: "programmes/hubei"
  display_name { zh: "湖北" }
  first_year: 2014
  last_year: 2020
  fund_kinds {
    id: "policy"
    display_name { zh: "政策资金" en: "Policy funds" }
    giver_kinds: UNIT_KIND_PROVINCIAL_DEPARTMENT
  }
  fund_kinds {
    id: "grant"
    display_name { zh: "无偿援助" en: "Grants" }
  }
)pb";

// A programme with an area, a sector, a project, a county and a supporter.
class ProfilesTest : public ::testing::Test {
 protected:
  ProfilesTest() {
    Put("-", "programmes", "hubei",
        Parse<catalogue::v1::Programme>(kProgramme));
    Put("hubei", "areas", "420527",
        Parse<catalogue::v1::Area>(R"pb(name: "programmes/hubei/areas/420527"
                                        kind: KIND_COUNTY)pb"));
    Put("hubei", "sectors", "tea",
        Parse<catalogue::v1::Sector>(
            R"pb(name: "programmes/hubei/sectors/tea")pb"));
    Put("hubei", "projects", "p-1", Parse<catalogue::v1::Project>(R"pb(
          name: "programmes/hubei/projects/p-1"
          first_year: 2015
          last_year: 2016
          fund_needs { fund_kind: "grant" total_fen: 1000 }
        )pb"));
    EXPECT_TRUE(CreateUnit("yichang", R"pb(sides: SIDE_SUPPORTER)pb").ok());
    EXPECT_TRUE(CreateUnit("zigui", R"pb(sides: SIDE_RECIPIENT)pb").ok());
  }

  template <typename T>
  void Put(const std::string& partition, const std::string& collection,
           const std::string& id, const T& resource) {
    CommitRequest commit{.partition = partition};
    commit.mutations.push_back(Mutation::Put(
        collection, id, resource.SerializeAsString(), Expectation::Any()));
    ASSERT_TRUE(store_.Commit(commit).ok());
  }

  CallContext& Call() {
    calls_.push_back(
        std::make_unique<CallContext>(CallOptions{.method = "test"}, ids_));
    return *calls_.back();
  }

  absl::Status CreateUnit(const std::string& id, const std::string& more) {
    auto request = Parse<CreateUnitRequest>(R"pb(
      parent: "programmes/hubei"
      unit {
        display_name { zh: "单位" }
        kind: UNIT_KIND_MUNICIPALITY
      })pb");
    request.set_unit_id(id);
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(
        more, request.mutable_unit()));
    return units_.Create(Call(), request).status();
  }

  absl::StatusOr<CapabilityProfile> CreateProfile(const std::string& id,
                                                  const std::string& text) {
    CreateCapabilityProfileRequest request;
    request.set_parent("programmes/hubei");
    request.set_capability_profile_id(id);
    *request.mutable_capability_profile() = Parse<CapabilityProfile>(text);
    return profiles_.Create(Call(), request);
  }

  absl::Status CreateCommitment(const std::string& text) {
    CreateCommitmentRequest request;
    request.set_parent("programmes/hubei");
    *request.mutable_commitment() = Parse<Commitment>(text);
    return commitments_.Create(Call(), request).status();
  }

  MemoryStore store_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'400'000'000)};
  SequentialIdGenerator ids_;
  std::vector<std::unique_ptr<CallContext>> calls_;
  StandardMethods<Unit> units_{store_, clock_, ids_, UnitResource()};
  StandardMethods<CapabilityProfile> profiles_{store_, clock_, ids_,
                                               ProfileResource()};
  StandardMethods<Pairing> pairings_{store_, clock_, ids_, PairingResource()};
  StandardMethods<Quota> quotas_{store_, clock_, ids_, QuotaResource()};
  StandardMethods<Commitment> commitments_{store_, clock_, ids_,
                                           CommitmentResource()};
  StandardMethods<Reminder> reminders_{store_, clock_, ids_,
                                       ReminderResource()};
};

TEST_F(ProfilesTest, ACommitmentThatChangesRenewsTheMarkOfItsUnitAndYear) {
  const auto mark = [this](const std::string& id) -> Revision {
    const auto record = store_.Get("hubei", "references", "settlements/" + id);
    return record.ok() ? record->revision : 0;
  };
  EXPECT_EQ(mark("yichang--2015"), 0);
  CreateCommitmentRequest request;
  request.set_parent("programmes/hubei");
  request.set_commitment_id("m");
  *request.mutable_commitment() = Parse<Commitment>(R"pb(
    supporter: "programmes/hubei/units/yichang"
    project: "programmes/hubei/projects/p-1"
    fund_kind: "grant"
    year: 2015
    amount_fen: 5
  )pb");
  ASSERT_TRUE(commitments_.Create(Call(), request).ok());
  const Revision created = mark("yichang--2015");
  EXPECT_GT(created, 0);
  EXPECT_EQ(mark("yichang--2016"), 0);
  UpdateCommitmentRequest update;
  update.mutable_commitment()->set_name("programmes/hubei/commitments/m");
  update.mutable_commitment()->set_amount_fen(6);
  ASSERT_TRUE(commitments_.Update(Call(), update).ok());
  const Revision updated = mark("yichang--2015");
  EXPECT_GT(updated, created);
  DeleteCommitmentRequest remove;
  remove.set_name("programmes/hubei/commitments/m");
  ASSERT_TRUE(commitments_.Delete(Call(), remove).ok());
  EXPECT_GT(mark("yichang--2015"), updated);
}

class RemindersTest : public ProfilesTest {
 protected:
  CallContext& CallBy(const std::string& actor) {
    CallContext& call = Call();
    call.SetCaller(std::make_shared<const Caller>(
        Caller{.actor = actor, .unrestricted = true}));
    return call;
  }
  absl::StatusOr<Reminder> Remind(const std::string& text,
                                  const std::string& actor = "people/office") {
    return reminders_.Create(
        CallBy(actor),
        Parse<CreateReminderRequest>("parent: 'programmes/hubei/units/yichang' "
                                     "reminder_id: 'r-1' reminder { " +
                                     text + " }"));
  }
  absl::StatusOr<Reminder> TakeIn(const std::string& more = "") {
    return reminders_.Change(
        CallBy("people/li"),
        Parse<AcknowledgeReminderRequest>(
            "name: 'programmes/hubei/units/yichang/reminders/r-1' " + more),
        Acknowledge);
  }
};

TEST_F(RemindersTest, SaysWhoRemindsOfWhat) {
  const auto made = Remind(
      "text: '请更新' subject: 'programmes/hubei/projects/p-1' "
      "author: 'people/forged' acknowledged_by: 'people/forged'");
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->name(), "programmes/hubei/units/yichang/reminders/r-1");
  EXPECT_EQ(made->author(), "people/office");
  EXPECT_EQ(made->acknowledged_by(), "");
  EXPECT_FALSE(made->has_acknowledge_time());
}

TEST_F(RemindersTest, IsAcknowledgedOnce) {
  ASSERT_TRUE(
      Remind("text: '请更新' subject: 'programmes/hubei/projects/p-1'").ok());
  clock_.Advance(absl::Seconds(5));
  const auto checked = TakeIn("validate_only: true");
  ASSERT_TRUE(checked.ok()) << checked.status();
  EXPECT_THAT(TakeIn("etag: 'stale'").status().ToString(),
              HasSubstr("ABORTED"));
  const auto taken = TakeIn("request_id: 'r'");
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->acknowledge_time().seconds(), 1'400'000'005);
  EXPECT_EQ(taken->acknowledged_by(), "people/li");
  EXPECT_EQ(taken->author(), "people/office");
  EXPECT_THAT(TakeIn().status().ToString(),
              HasSubstr("FAILED_PRECONDITION: programmes/hubei/units/yichang/"
                        "reminders/r-1: is acknowledged already, by "
                        "people/li"));
  EXPECT_TRUE(TakeIn("request_id: 'r'").ok());
}

TEST_F(RemindersTest, ASubjectIsOneOfThreeKindsAndExists) {
  const auto error = [this](const std::string& subject) {
    return Remind("text: 'x' subject: '" + subject + "'").status().ToString();
  };
  EXPECT_THAT(error("programmes/hubei/projects/none"),
              HasSubstr("INVALID_ARGUMENT: reminder.subject: "
                        "programmes/hubei/projects/none does not exist"));
  EXPECT_THAT(error("programmes/x/projects/p-1"),
              HasSubstr("INVALID_ARGUMENT: reminder.subject: "
                        "programmes/x/projects/p-1 is of another programme"));
  EXPECT_THAT(error("programmes/hubei/areas/420527"),
              HasSubstr("reminder.subject: \"programmes/hubei/areas/420527\" "
                        "is not the name of a project"));
  EXPECT_THAT(error("anything"), HasSubstr("reminder.subject"));
}

TEST_F(RemindersTest, AUnitWithRemindersOrInterestsIsKept) {
  ASSERT_TRUE(
      Remind("text: '请更新' subject: 'programmes/hubei/projects/p-1'").ok());
  const auto remove = [this] {
    DeleteUnitRequest request;
    request.set_name("programmes/hubei/units/yichang");
    return units_.Delete(Call(), request).status().ToString();
  };
  EXPECT_THAT(remove(),
              HasSubstr("FAILED_PRECONDITION: programmes/hubei/units/yichang: "
                        "delete its reminders first: programmes/hubei/units/"
                        "yichang/reminders/r-1"));
  DeleteReminderRequest forget;
  forget.set_name("programmes/hubei/units/yichang/reminders/r-1");
  ASSERT_TRUE(reminders_.Delete(Call(), forget).ok());
  Put("hubei", "interests", "yichang--p-1",
      Parse<matching::v1::Interest>(
          R"pb(supporter: "programmes/hubei/units/yichang"
               project: "programmes/hubei/projects/p-1")pb"));
  EXPECT_THAT(remove(), HasSubstr("programmes/hubei/interests/yichang--p-1 "
                                  "refers to it in supporter"));
}

TEST_F(ProfilesTest, AUnitWithAgreementsIsKept) {
  Put("hubei", "agreements", "a-1",
      Parse<progress::v1::Agreement>(
          R"pb(recipient: "programmes/hubei/units/yichang")pb"));
  DeleteUnitRequest request;
  request.set_name("programmes/hubei/units/yichang");
  EXPECT_THAT(units_.Delete(Call(), request).status().ToString(),
              HasSubstr("programmes/hubei/agreements/a-1 refers to it in "
                        "recipient"));
}

TEST_F(ProfilesTest, AUnitWithEntriesInTheLedgerIsKept) {
  Put("hubei", "ledgerEntries", "yichang--2015--0000001",
      Parse<progress::v1::LedgerEntry>(
          R"pb(supporter: "programmes/hubei/units/yichang")pb"));
  DeleteUnitRequest request;
  request.set_name("programmes/hubei/units/yichang");
  EXPECT_THAT(units_.Delete(Call(), request).status().ToString(),
              HasSubstr("ledgerEntries/yichang--2015--0000001 refers to it in "
                        "supporter"));
}

TEST_F(ProfilesTest, ParentsOfUnitsFormNoCycle) {
  EXPECT_EQ(
      CreateUnit("a", R"pb(parent_unit: "programmes/hubei/units/yichang")pb"),
      absl::OkStatus());
  const absl::Status cycle =
      units_
          .Update(Call(), Parse<UpdateUnitRequest>(R"pb(
                    unit {
                      name: "programmes/hubei/units/yichang"
                      parent_unit: "programmes/hubei/units/a"
                    }
                    update_mask { paths: "parent_unit" })pb"))
          .status();
  EXPECT_EQ(cycle.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(cycle.message()),
              HasSubstr("unit.parent_unit: units in a cycle"));
}

TEST_F(ProfilesTest, OnlyRecipientsAnswerForAreas) {
  EXPECT_THAT(
      CreateUnit("b",
                 R"pb(sides: SIDE_SUPPORTER
                      recipient_areas: "programmes/hubei/areas/420527")pb")
          .ToString(),
      HasSubstr("unit.recipient_areas"));
}

TEST_F(ProfilesTest, AProfileBelongsToASupporter) {
  const auto profile = CreateProfile("yichang", R"pb(
    strengths { sector: "programmes/hubei/sectors/tea" strength: 90 }
    givings { fund_kind: "grant" usual_fen: 100 })pb");
  ASSERT_TRUE(profile.ok()) << profile.status();
  EXPECT_EQ(profile->unit(), "programmes/hubei/units/yichang");
  EXPECT_THAT(CreateProfile("zigui", "").status().ToString(),
              HasSubstr("is not on SIDE_SUPPORTER"));
  EXPECT_THAT(CreateProfile("nobody", "").status().ToString(),
              HasSubstr("programmes/hubei/units/nobody does not exist"));
  EXPECT_THAT(CreateProfile("", "").status().ToString(),
              HasSubstr("capability_profile_id: is required"));
}

TEST_F(ProfilesTest, WhatIsGivenCanBeGivenAndIsInOrder) {
  EXPECT_THAT(
      CreateProfile("yichang",
                    R"pb(givings { fund_kind: "policy" usual_fen: 100 })pb")
          .status()
          .ToString(),
      HasSubstr("givings[0].fund_kind: \"policy\" is not given by units of "
                "UNIT_KIND_MUNICIPALITY"));
  EXPECT_THAT(CreateProfile("yichang", R"pb(givings {
                                              fund_kind: "grant"
                                              usual_fen: 100
                                              most_fen: 99
                                            })pb")
                  .status()
                  .ToString(),
              HasSubstr("givings[0].most_fen: 99 is less than usual_fen 100"));
}

TEST_F(ProfilesTest, IdsOfRelationsFollowFromThem) {
  const auto pairing =
      pairings_.Create(Call(), Parse<CreatePairingRequest>(R"pb(
                         parent: "programmes/hubei"
                         pairing {
                           supporter: "programmes/hubei/units/yichang"
                           area: "programmes/hubei/areas/420527"
                         })pb"));
  ASSERT_TRUE(pairing.ok()) << pairing.status();
  EXPECT_EQ(pairing->name(), "programmes/hubei/pairings/yichang--420527");
  const auto quota = quotas_.Create(Call(), Parse<CreateQuotaRequest>(R"pb(
                                      parent: "programmes/hubei"
                                      quota {
                                        unit: "programmes/hubei/units/yichang"
                                        year: 2015
                                        fund_kind: "grant"
                                        amount_fen: 5
                                      })pb"));
  ASSERT_TRUE(quota.ok()) << quota.status();
  EXPECT_EQ(quota->name(), "programmes/hubei/quotas/yichang--2015--grant");
}

TEST_F(ProfilesTest, ACommitmentStaysWithinTheProject) {
  const std::string parties = R"pb(
    supporter: "programmes/hubei/units/yichang"
    project: "programmes/hubei/projects/p-1"
  )pb";
  EXPECT_EQ(CreateCommitment(parties + R"pb(fund_kind: "grant"
                                            year: 2015
                                            amount_fen: 1000)pb"),
            absl::OkStatus());
  EXPECT_THAT(CreateCommitment(parties + R"pb(fund_kind: "grant"
                                              year: 2015
                                              amount_fen: 1001)pb")
                  .ToString(),
              HasSubstr("amount_fen: 1001 is more than the project's whole"));
  EXPECT_THAT(CreateCommitment(parties + R"pb(fund_kind: "grant"
                                              year: 2017
                                              amount_fen: 1)pb")
                  .ToString(),
              HasSubstr("year: 2017 is outside the project's years"));
}

TEST_F(ProfilesTest, AUnitThatIsNamedStays) {
  ASSERT_TRUE(CreateProfile("yichang", "").ok());
  const absl::Status refused =
      units_
          .Delete(Call(), Parse<DeleteUnitRequest>(
                              R"pb(name: "programmes/hubei/units/yichang")pb"))
          .status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()),
              HasSubstr("delete its capability profile first"));
  EXPECT_TRUE(
      units_
          .Delete(Call(), Parse<DeleteUnitRequest>(
                              R"pb(name: "programmes/hubei/units/zigui")pb"))
          .ok());
}

// What is written is read back as it was.
template <typename T>
void ExpectRoundTrip(const absl::StatusOr<TableSchema<T>>& schema,
                     const T& resource) {
  ASSERT_TRUE(schema.ok()) << schema.status();
  for (const TableLanguage language :
       {TableLanguage::kZh, TableLanguage::kEn}) {
    const Sheet sheet = schema->Export(std::vector<T>{resource}, language);
    const ImportResult<T> result = schema->Import(sheet);
    for (const RowProblem& problem : result.problems.kept()) {
      ADD_FAILURE() << problem.heading << ": " << problem.message_en;
    }
    ASSERT_EQ(result.rows.size(), 1u);
    EXPECT_EQ(result.rows[0].value.DebugString(), resource.DebugString());
  }
}

TEST(ProfileTablesTest, EveryFieldOfAUnitSurvivesTheRoundTrip) {
  ExpectRoundTrip(UnitTable(Parse<catalogue::v1::Programme>(kProgramme), {}),
                  Parse<Unit>(R"pb(
                    name: "programmes/hubei/units/yichang"
                    display_name { zh: "宜昌市" en: "Yichang" }
                    kind: UNIT_KIND_MUNICIPALITY
                    sides: SIDE_SUPPORTER
                    sides: SIDE_RECIPIENT
                    parent_unit: "programmes/hubei/units/hubei"
                    guiding_department: "programmes/hubei/units/assets"
                    home_area: "programmes/hubei/areas/420500"
                    recipient_areas: "programmes/hubei/areas/420527"
                    recipient_areas: "programmes/hubei/areas/420506"
                    contacts {
                      display_name: "王建国"
                      title: "主任"
                      phone: "0717-0000000"
                      email: "a@example.com"
                    }
                    contacts { display_name: "李；四" }
                    source: "文件"
                  )pb"));
}

TEST(ProfileTablesTest, EveryFieldOfAProfileSurvivesTheRoundTrip) {
  ExpectRoundTrip(
      CapabilityProfileTable(Parse<catalogue::v1::Programme>(kProgramme), {}),
      Parse<CapabilityProfile>(R"pb(
        name: "programmes/hubei/profiles/yichang"
        strengths { sector: "programmes/hubei/sectors/tea" strength: 90 }
        strengths { sector: "programmes/hubei/sectors/roads" strength: 1 }
        preferred_areas { area: "programmes/hubei/areas/420527" preference: 70 }
        givings {
          fund_kind: "grant"
          least_fen: 1
          usual_fen: 123456789
          most_fen: 900000000
          means_fen: 0
        }
        offers { kind: NEED_KIND_EXPERTS quantity: 3 note: "柑橘" }
        offers { kind: NEED_KIND_SALES }
        forms: COOPERATION_FORM_GRANT
        forms: COOPERATION_FORM_TAKEOVER
        most_projects: 7
        suggested_through_year: 2013
        statement { zh: "擅长茶叶" en: "Good at tea" }
      )pb"));
}

TEST(ProfileTablesTest, EveryFieldOfTheRelationsSurvivesTheRoundTrip) {
  const auto programme = Parse<catalogue::v1::Programme>(kProgramme);
  ExpectRoundTrip(PairingTable(programme, {}), Parse<Pairing>(R"pb(
                    name: "programmes/hubei/pairings/yichang--420527"
                    supporter: "programmes/hubei/units/yichang"
                    area: "programmes/hubei/areas/420527"
                    since_year: 1994
                    source: "文件"
                  )pb"));
  ExpectRoundTrip(QuotaTable(programme, {}), Parse<Quota>(R"pb(
                    name: "programmes/hubei/quotas/yichang--2015--grant"
                    unit: "programmes/hubei/units/yichang"
                    year: 2015
                    fund_kind: "grant"
                    source: "文件"
                  )pb"));
  ExpectRoundTrip(CommitmentTable(programme, {}), Parse<Commitment>(R"pb(
                    name: "programmes/hubei/commitments/m-1"
                    supporter: "programmes/hubei/units/yichang"
                    project: "programmes/hubei/projects/p-1"
                    fund_kind: "policy"
                    year: 2016
                    amount_fen: 7
                    source: "文件"
                  )pb"));
  ExpectRoundTrip(CooperationTable(programme, {}), Parse<Cooperation>(R"pb(
                    name: "programmes/hubei/cooperations/c-1"
                    supporter: "programmes/hubei/units/yichang"
                    area: "programmes/hubei/areas/420527"
                    sector: "programmes/hubei/sectors/tea"
                    year: 2009
                    amount_fen: 1000000
                    display_name { zh: "茶园" en: "Tea gardens" }
                    source: "文件"
                  )pb"));
}

TEST(ProfileTablesTest, AProblemIsShownAtItsColumn) {
  const auto profile =
      Parse<CapabilityProfile>(R"pb(givings { fund_kind: "policy" }
                                    givings { fund_kind: "grant" })pb");
  EXPECT_EQ(CapabilityProfileColumnOf(profile, "givings[1].most_fen"),
            "givings.grant.most_fen");
  EXPECT_EQ(CapabilityProfileColumnOf(profile, "givings[0].fund_kind"),
            "givings.policy.usual_fen");
  EXPECT_EQ(CapabilityProfileColumnOf(profile, "givings[9].most_fen"),
            "givings[9].most_fen");
  EXPECT_EQ(CapabilityProfileColumnOf(profile, "strengths[3].sector"),
            "strengths");
}

}  // namespace
}  // namespace duikou
