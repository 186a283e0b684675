// kill -9 of a server under a load of creates: everything that was acknowledged
// is there after the restart, and a repeated request gets its first answer.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

using catalogue::v1::CreateSectorRequest;
using catalogue::v1::Sector;

constexpr int kWriters = 6;
constexpr int kBeforeTheKill = 120;

CreateSectorRequest Creation(int writer, int number) {
  CreateSectorRequest request;
  request.set_parent("programmes/crash");
  request.set_sector_id(absl::StrCat("s", writer, "-", number));
  request.set_request_id(absl::StrCat("create-", request.sector_id()));
  request.mutable_sector()->mutable_display_name()->set_zh("领域");
  return request;
}

class CrashTest : public ::testing::TestWithParam<Layout> {
 protected:
  void SetUp() override {
    auto started = Deployment::Start(GetParam());
    ASSERT_TRUE(started.ok()) << started.status();
    deployment_ = *std::move(started);
    catalogue::v1::CreateProgrammeRequest request;
    request.set_programme_id("crash");
    catalogue::v1::Programme& programme = *request.mutable_programme();
    programme.mutable_display_name()->set_zh("规划");
    programme.set_first_year(2014);
    programme.set_last_year(2020);
    programme.add_fund_kinds()->set_id("grant");
    programme.mutable_fund_kinds(0)->mutable_display_name()->set_zh("援助");
    const auto created =
        Do(deployment_->catalogue(), &CatalogueStub::CreateProgramme, request);
    ASSERT_TRUE(created.ok()) << created;
  }

  // What one writer did until the server was gone.
  struct Written {
    std::vector<Sector> acknowledged;
    CreateSectorRequest unsettled;
  };

  void Write(int writer, Written& written) {
    for (int number = 0;; ++number) {
      written.unsettled = Creation(writer, number);
      const auto created = Do(deployment_->catalogue(),
                              &CatalogueStub::CreateSector, written.unsettled);
      if (!created.ok()) {
        EXPECT_EQ(created.status.error_code(), grpc::StatusCode::UNAVAILABLE)
            << created;
        return;
      }
      written.acknowledged.push_back(created.response);
      if (++acknowledged_ == kBeforeTheKill) enough_.Notify();
    }
  }

  // What is acknowledged is there as it was.
  void ExpectThere(const std::vector<Sector>& sectors) {
    for (const Sector& sector : sectors) {
      catalogue::v1::GetSectorRequest get;
      get.set_name(sector.name());
      const auto found =
          Do(deployment_->catalogue(), &CatalogueStub::GetSector, get);
      ASSERT_TRUE(found.ok()) << found;
      EXPECT_EQ(found.response.SerializeAsString(), sector.SerializeAsString());
    }
  }

  std::unique_ptr<Deployment> deployment_;
  std::atomic<int> acknowledged_ = 0;
  absl::Notification enough_;
};
DUIKOU_ON_BOTH_LAYOUTS(CrashTest);

TEST_P(CrashTest, WhatWasAcknowledgedIsThereAfterKill9) {
  std::vector<Written> written(kWriters);
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] { Write(writer, written[writer]); });
  }
  enough_.WaitForNotification();
  deployment_->Kill9("catalogue");
  for (std::thread& writer : writers) writer.join();
  ASSERT_TRUE(deployment_->Restart("catalogue").ok());
  for (const Written& by_one : written) {
    ExpectThere(by_one.acknowledged);
    // The last one's outcome is unknown: its request id settles it.
    const auto settled = Do(deployment_->catalogue(),
                            &CatalogueStub::CreateSector, by_one.unsettled);
    ASSERT_TRUE(settled.ok()) << settled;
    ExpectThere({settled.response});
  }
}

}  // namespace
}  // namespace duikou::e2e
