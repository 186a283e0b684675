// kill -9 of the server while a fair's timetable is solved or published: the
// version published last is whole, what was not committed is not there at all,
// and the same request settles which.
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "deploy/sample/fair_loader.h"
#include "deploy/sample/programme.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::fair::v1;
using pb::Fair;
using pb::Meeting;
using pb::Timetable;
using pb::TimetableRun;

constexpr char kFair[] = "programmes/hubei/fairs/2016";
constexpr absl::Duration kMostPatience = absl::Seconds(60);
constexpr int kPublications = 8;

// Slot and table, by the meeting.
using Places = std::map<std::string, std::pair<std::string, std::string>>;

class FairCrashTest : public ::testing::TestWithParam<Layout> {
 protected:
  void SetUp() override {
    auto started = Deployment::Start(GetParam());
    ASSERT_TRUE(started.ok()) << started.status();
    deployment_ = *std::move(started);
    ASSERT_TRUE(ImportSample(*deployment_, "hubei").ok());
    sample::FairLoader loader(deployment_->channel("fair"), "");
    const grpc::Status loaded = loader.Load(sample::MakeHubei(2014));
    ASSERT_TRUE(loaded.ok()) << loaded.error_message();
    ASSERT_EQ(Await(Begin(300'000).name()).state(),
              TimetableRun::STATE_SUCCEEDED);
  }

  template <typename Request, typename Response>
  Response Must(grpc::Status (TimetableStub::*method)(grpc::ClientContext*,
                                                      const Request&,
                                                      Response*),
                const Request& request) {
    const auto answer = Do(deployment_->timetables(), method, request);
    EXPECT_TRUE(answer.ok()) << answer << " " << request.ShortDebugString();
    return answer.response;
  }
  Fair FairNow() {
    pb::GetFairRequest request;
    request.set_name(kFair);
    const auto got = Do(deployment_->fairs(), &FairStub::GetFair, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  TimetableRun Begin(int64_t steps, bool with_suggestions = false) {
    pb::SolveTimetableRequest request;
    request.set_name(kFair);
    request.set_most_steps(steps);
    request.set_with_suggestions(with_suggestions);
    return Must(&TimetableStub::SolveTimetable, request);
  }
  TimetableRun Look(const std::string& name) {
    pb::GetTimetableRunRequest request;
    request.set_name(name);
    return Must(&TimetableStub::GetTimetableRun, request);
  }
  // The run once it has ended.
  TimetableRun Await(const std::string& name) {
    const absl::Time patience = absl::Now() + kMostPatience;
    TimetableRun run = Look(name);
    while (run.state() == TimetableRun::STATE_RUNNING &&
           absl::Now() < patience) {
      absl::SleepFor(absl::Milliseconds(50));
      run = Look(name);
    }
    return run;
  }

  pb::ListMeetingsResponse Meetings() {
    pb::ListMeetingsRequest request;
    request.set_parent(kFair);
    request.set_page_size(1000);
    return Must(&TimetableStub::ListMeetings, request);
  }
  pb::ListTimetablesResponse Versions() {
    pb::ListTimetablesRequest request;
    request.set_parent(kFair);
    return Must(&TimetableStub::ListTimetables, request);
  }
  Timetable Publish(const std::string& request_id) {
    return Must(&TimetableStub::PublishTimetable, Publication(request_id));
  }
  static pb::PublishTimetableRequest Publication(
      const std::string& request_id) {
    pb::PublishTimetableRequest request;
    request.set_name(kFair);
    request.set_force(true);
    request.set_request_id(request_id);
    return request;
  }

  void Restart() {
    deployment_->Kill9("fair");
    const absl::Status restarted = deployment_->Restart("fair");
    ASSERT_TRUE(restarted.ok()) << restarted;
  }
  // Takes a meeting out of the timetable.
  void TakeOut() {
    const auto all = Meetings();
    for (const Meeting& meeting : all.meetings()) {
      if (meeting.slot().empty()) continue;
      pb::MoveMeetingRequest request;
      request.set_name(meeting.name());
      request.set_force(true);
      Must(&TimetableStub::MoveMeeting, request);
      return;
    }
    ADD_FAILURE() << "no meeting has a place";
  }

  // The fair names its last version, and the meetings are published exactly as
  // that says.
  void ExpectWhole(int versions) {
    const auto all = Versions();
    ASSERT_EQ(all.timetables_size(), versions);
    const Timetable& last = all.timetables(versions - 1);
    EXPECT_EQ(FairNow().published_timetable(), last.name());
    EXPECT_TRUE(absl::EndsWith(last.name(), absl::StrCat(versions)));
    Places told, kept;
    for (const auto& placed : last.meetings()) {
      told[placed.meeting()] = {placed.slot(), placed.table()};
    }
    const auto meetings = Meetings();
    for (const Meeting& meeting : meetings.meetings()) {
      if (meeting.published_slot().empty()) continue;
      kept[meeting.name()] = {meeting.published_slot(),
                              meeting.published_table()};
    }
    EXPECT_EQ(kept, told);
  }

  // Kills the server in a publication, which the same request then settles.
  void PublishUnderKill(int number) {
    const auto request = Publication(absl::StrCat("publish-", number));
    TakeOut();
    Answer<Timetable> answer;
    absl::Notification begins;
    std::thread caller([&] {
      begins.Notify();
      answer = Do(deployment_->timetables(), &TimetableStub::PublishTimetable,
                  request);
    });
    begins.WaitForNotification();
    absl::SleepFor(delay_ *
                   std::uniform_real_distribution<double>(0.6, 1.4)(random_));
    deployment_->Kill9("fair");
    caller.join();
    const absl::Status restarted = deployment_->Restart("fair");
    ASSERT_TRUE(restarted.ok()) << restarted;
    const int versions = Versions().timetables_size();
    ASSERT_NO_FATAL_FAILURE(ExpectWhole(versions));
    const bool published = versions == number + 1;
    EXPECT_TRUE(published || versions == number) << versions;
    EXPECT_TRUE(published || !answer.ok());
    delay_ = published ? delay_ * 0.7 : delay_ * 1.3;
    const Timetable again = Must(&TimetableStub::PublishTimetable, request);
    ASSERT_NO_FATAL_FAILURE(ExpectWhole(number + 1));
    EXPECT_EQ(again.changes_size(), 1);
    if (answer.ok()) {
      EXPECT_EQ(again.SerializeAsString(), answer.response.SerializeAsString());
    }
  }

  std::unique_ptr<Deployment> deployment_;
  std::minstd_rand random_{20'160'510};
  // Where the kills so far have found the commit to be.
  absl::Duration delay_ = absl::Milliseconds(5);
};
DUIKOU_ON_BOTH_LAYOUTS(FairCrashTest);

TEST_P(FairCrashTest, Kill9InARunLeavesTheMeetingsAsTheyWere) {
  Publish("first");
  ASSERT_NO_FATAL_FAILURE(ExpectWhole(1));
  const std::string before = Meetings().SerializeAsString();

  const TimetableRun killed = Begin(100'000'000, /*with_suggestions=*/true);
  ASSERT_EQ(Look(killed.name()).state(), TimetableRun::STATE_RUNNING);
  ASSERT_NO_FATAL_FAILURE(Restart());

  // A process that has the store alone knows at once.
  if (GetParam() == Layout::kOneProcess) {
    EXPECT_EQ(Look(killed.name()).state(), TimetableRun::STATE_FAILED);
  }
  const TimetableRun ended = Await(killed.name());
  EXPECT_EQ(ended.state(), TimetableRun::STATE_FAILED);
  EXPECT_FALSE(ended.failure().zh().empty());
  EXPECT_EQ(Meetings().SerializeAsString(), before);
  ASSERT_NO_FATAL_FAILURE(ExpectWhole(1));
  EXPECT_EQ(Await(Begin(300'000).name()).state(),
            TimetableRun::STATE_SUCCEEDED);
}

TEST_P(FairCrashTest, Kill9LeavesAVersionPublishedWhollyOrNotAtAll) {
  Publish("first");
  ASSERT_NO_FATAL_FAILURE(ExpectWhole(1));
  for (int number = 1; number <= kPublications; ++number) {
    ASSERT_NO_FATAL_FAILURE(PublishUnderKill(number)) << number;
  }
}

}  // namespace
}  // namespace duikou::e2e
