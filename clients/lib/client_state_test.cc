#include "clients/lib/client_state.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace duikou::client {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

std::string FreshFile(const std::string& name) {
  const std::string directory = testing::TempDir() + "/client_state_" + name;
  std::filesystem::remove_all(directory);
  return ClientState::FileFor(directory, "127.0.0.1:7100");
}

TEST(ClientStateTest, WhatIsSavedIsReadAgain) {
  const std::string file = FreshFile("saved");
  ClientState first(file);
  first.NoteRevision("hubei", 124, kNow);
  first.set_default_programme("hubei");
  ASSERT_TRUE(first.Save().ok());

  const ClientState second(file);
  EXPECT_EQ(second.LeastRevision("hubei", kNow), 124);
  EXPECT_EQ(second.LeastRevision("chongqing", kNow), std::nullopt);
  EXPECT_EQ(second.default_programme(), "hubei");
}

TEST(ClientStateTest, AnOlderRevisionDoesNotReplaceANewerOne) {
  ClientState state;
  state.NoteRevision("hubei", 124, kNow);
  state.NoteRevision("hubei", 90, kNow);
  EXPECT_EQ(state.LeastRevision("hubei", kNow), 124);
}

TEST(ClientStateTest, ARevisionIsForgottenAfterItsLifetime) {
  ClientState state;
  state.NoteRevision("hubei", 124, kNow);
  const absl::Time late =
      kNow + ClientState::kRevisionLifetime + absl::Seconds(1);
  EXPECT_EQ(state.LeastRevision("hubei", late), std::nullopt);
  state.NoteRevision("hubei", 3, late);
  EXPECT_EQ(state.LeastRevision("hubei", late), 3);
}

TEST(ClientStateTest, AForgottenRevisionStaysForgottenInTheFile) {
  const std::string file = FreshFile("forgotten");
  ClientState state(file);
  state.NoteRevision("hubei", 124, kNow);
  ASSERT_TRUE(state.Save().ok());
  state.ForgetRevision("hubei");
  ASSERT_TRUE(state.Save().ok());
  EXPECT_EQ(ClientState(file).LeastRevision("hubei", kNow), std::nullopt);
}

TEST(ClientStateTest, TwoWritersKeepWhatTheOtherWrote) {
  const std::string file = FreshFile("merged");
  ClientState first(file);
  ClientState second(file);
  first.NoteRevision("hubei", 7, kNow);
  second.NoteRevision("chongqing", 8, kNow);
  second.set_default_programme("chongqing");
  ASSERT_TRUE(second.Save().ok());
  ASSERT_TRUE(first.Save().ok());
  const ClientState merged(file);
  EXPECT_EQ(merged.LeastRevision("hubei", kNow), 7);
  EXPECT_EQ(merged.LeastRevision("chongqing", kNow), 8);
  EXPECT_EQ(merged.default_programme(), "chongqing");
}

TEST(ClientStateTest, AnUnreadableFileCountsAsEmpty) {
  const std::string file = FreshFile("broken");
  std::filesystem::create_directories(
      std::filesystem::path(file).parent_path());
  std::ofstream(file) << "revision hubei many 1700000000\n\x01\x02 programme";
  const ClientState state(file);
  EXPECT_EQ(state.LeastRevision("hubei", kNow), std::nullopt);
  EXPECT_EQ(state.default_programme(), "");
}

TEST(ClientStateTest, ServersHaveFilesOfTheirOwn) {
  EXPECT_NE(ClientState::FileFor("d", "a:1"), ClientState::FileFor("d", "a/1"));
  EXPECT_EQ(ClientState::FileFor("d", "127.0.0.1:7100"),
            "d/127.0.0.1_3a7100.state");
}

}  // namespace
}  // namespace duikou::client
