// The fair of the sample Hubei: plausible in every field, by the rules that a
// server holds it to.
#include "deploy/sample/fair.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "deploy/sample/programme.h"
#include "gtest/gtest.h"
#include "services/fair/fair_rules.h"

namespace duikou::sample {
namespace {

using profiles::v1::SIDE_RECIPIENT;
using profiles::v1::SIDE_SUPPORTER;

constexpr uint64_t kFairSeed = 2014;

const Programme& Hubei() {
  static const auto* const kHubei = new Programme(MakeHubei(kFairSeed));
  return *kHubei;
}

const SampleFair& TheFair() { return Hubei().fairs.at(0); }

std::string Said(const std::optional<Violation>& bad) {
  return bad ? bad->path + ": " + bad->en : "";
}

TEST(FairSampleTest, IsOfTwoDaysInHallsWithTables) {
  const fair::v1::Fair& fair = TheFair().fair;
  EXPECT_EQ(fair.time_zone(), "Asia/Shanghai");
  std::set<std::string> days;
  for (const fair::v1::Slot& slot : fair.slots()) days.insert(slot.date());
  EXPECT_EQ(days.size(), 2);
  EXPECT_EQ(Said(CheckFair(fair)), "");
  EXPECT_EQ(fair.halls_size(), 2);
  EXPECT_GE(TableCount(fair), 9);
}

TEST(FairSampleTest, SixtyUnitsTakePartOnASideOfTheirs) {
  std::map<std::string, std::set<int>> sides;
  for (const auto& unit : Hubei().units) {
    sides[unit.name()].insert(unit.sides().begin(), unit.sides().end());
  }
  std::map<int, int> by_side;
  std::set<std::string> names;
  for (const fair::v1::Participant& participant : TheFair().participants) {
    EXPECT_TRUE(names.insert(participant.name()).second) << participant.name();
    EXPECT_TRUE(sides[participant.unit()].contains(participant.side()))
        << participant.unit();
    EXPECT_EQ(Said(CheckParticipant(TheFair().fair, participant)), "");
    ++by_side[participant.side()];
  }
  EXPECT_EQ(names.size(), 60);
  EXPECT_EQ(by_side[SIDE_RECIPIENT], 9);
  EXPECT_EQ(by_side[SIDE_SUPPORTER], 51);
}

TEST(FairSampleTest, DelegationsHaveALeaderAndNamedPeople) {
  std::map<std::string, std::set<std::string>> shared;
  for (const fair::v1::Participant& participant : TheFair().participants) {
    ASSERT_GT(participant.delegates_size(), 0);
    EXPECT_TRUE(participant.delegates(0).leader()) << participant.name();
    std::set<std::string> ids;
    for (const fair::v1::Delegate& person : participant.delegates()) {
      EXPECT_TRUE(ids.insert(person.id()).second) << participant.name();
      EXPECT_FALSE(person.display_name().empty());
      EXPECT_FALSE(person.title().empty());
      if (!person.shared_id().empty()) {
        shared[person.shared_id()].insert(person.display_name());
      }
    }
  }
  EXPECT_EQ(shared.size(), 2);
  for (const auto& [id, names] : shared) EXPECT_EQ(names.size(), 1) << id;
}

TEST(FairSampleTest, CountiesBringProjectsOfTheirOwn) {
  std::map<std::string, std::string> recipients;
  for (const auto& project : Hubei().projects) {
    recipients[project.name()] = project.recipient();
  }
  for (const fair::v1::Participant& participant : TheFair().participants) {
    if (participant.side() != SIDE_RECIPIENT) continue;
    EXPECT_GT(participant.projects_size(), 0) << participant.name();
    for (const std::string& project : participant.projects()) {
      EXPECT_EQ(recipients[project], participant.unit()) << project;
    }
  }
}

TEST(FairSampleTest, RequestsAreBetweenTheSidesAndOnceEach) {
  std::map<std::string, int> sides;
  for (const fair::v1::Participant& participant : TheFair().participants) {
    sides[participant.unit()] = participant.side();
  }
  std::map<std::string, std::string> recipients;
  for (const auto& project : Hubei().projects) {
    recipients[project.name()] = project.recipient();
  }
  std::set<std::string> names;
  for (const SampleRequest& asked : TheFair().requests) {
    const fair::v1::MeetingRequest& request = asked.request;
    EXPECT_EQ(sides[request.supporter()], SIDE_SUPPORTER) << request.name();
    EXPECT_EQ(sides[request.recipient()], SIDE_RECIPIENT) << request.name();
    EXPECT_EQ(Said(CheckDemands(TheFair().fair, request)), "");
    if (!request.project().empty()) {
      EXPECT_EQ(recipients[request.project()], request.recipient());
    }
    for (const std::string& before : request.after()) {
      EXPECT_TRUE(names.contains(before)) << request.name();
    }
    EXPECT_TRUE(names.insert(request.name()).second) << request.name();
  }
  EXPECT_GE(names.size(), 200);
}

TEST(FairSampleTest, RequestsAreOfEveryKindAndAnswer) {
  std::map<std::pair<int, std::string>, int> counts;
  for (const SampleRequest& asked : TheFair().requests) {
    const std::string answer = !asked.accepted   ? "none"
                               : *asked.accepted ? "accepted"
                                                 : "declined";
    ++counts[{asked.request.kind(), answer}];
  }
  EXPECT_GE((counts[{fair::v1::MeetingRequest::KIND_WISH, "accepted"}]), 100);
  EXPECT_GE((counts[{fair::v1::MeetingRequest::KIND_WISH, "declined"}]), 5);
  EXPECT_GE((counts[{fair::v1::MeetingRequest::KIND_WISH, "none"}]), 20);
  EXPECT_GE((counts[{fair::v1::MeetingRequest::KIND_MUST_MEET, "accepted"}]),
            3);
  EXPECT_GE((counts[{fair::v1::MeetingRequest::KIND_NO_THANKS, "none"}]), 1);
}

TEST(FairSampleTest, TheSeedDecidesEverything) {
  const Programme again = MakeHubei(kFairSeed);
  const Programme other = MakeHubei(kFairSeed + 1);
  const auto last = [](const Programme& programme) {
    return programme.fairs.at(0).participants.back().SerializeAsString();
  };
  EXPECT_EQ(last(again), last(Hubei()));
  EXPECT_NE(last(other), last(Hubei()));
  EXPECT_EQ(again.fairs[0].requests.size(), TheFair().requests.size());
}

}  // namespace
}  // namespace duikou::sample
