#include "services/access/audit_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/access/kept_heads.h"
#include "services/access/private_file.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

mode_t ModeOf(const std::string& path) {
  struct stat about = {};
  EXPECT_EQ(stat(path.c_str(), &about), 0);
  return about.st_mode & 0777;
}

std::string WriteFile(const std::string& path, const std::string& bytes,
                      mode_t mode) {
  std::ofstream(path, std::ios::trunc) << bytes;
  EXPECT_EQ(chmod(path.c_str(), mode), 0);
  return path;
}

class AuditKeyTest : public ::testing::Test {
 protected:
  const TemporaryDirectory directory_;
  const std::string file_ = directory_.File("deep/below/audit.key");
};

TEST_F(AuditKeyTest, IsMadeForItsOwnerAloneAndReadBack) {
  EXPECT_TRUE(absl::IsNotFound(AuditKey::Load(file_).status()));
  const auto made = AuditKey::Create(file_);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(ModeOf(file_), 0600);
  EXPECT_EQ(made->bytes().size(), 32);
  EXPECT_EQ(AuditKey::Load(file_)->bytes(), made->bytes());
  EXPECT_NE(AuditKey::Random().bytes(), made->bytes());
  EXPECT_TRUE(absl::IsAlreadyExists(AuditKey::Create(file_).status()));
  EXPECT_EQ(AuditKey::Load(file_)->bytes(), made->bytes());
  // Nothing is left over.
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(file_).parent_path())) {
    ++files;
  }
  EXPECT_EQ(files, 1);
}

TEST_F(AuditKeyTest, FileThatOthersReachIsRefused) {
  for (const mode_t mode : {0640, 0604, 0620, 0660, 0777, 0610}) {
    const std::string path =
        WriteFile(directory_.File("k"), std::string(32, 'k'), mode);
    const absl::Status refused = AuditKey::Load(path).status();
    EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << mode << refused;
    EXPECT_THAT(refused.message(), HasSubstr("chmod 600"));
  }
  EXPECT_TRUE(AuditKey::Load(
                  WriteFile(directory_.File("k"), std::string(32, 'k'), 0400))
                  .ok());
}

TEST_F(AuditKeyTest, FileOfAnotherLengthOrKindIsRefused) {
  for (const int size : {0, 31, 33, 10'000}) {
    const absl::Status refused =
        AuditKey::Load(
            WriteFile(directory_.File("k"), std::string(size, 'k'), 0600))
            .status();
    EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << size << refused;
  }
  EXPECT_TRUE(
      absl::IsFailedPrecondition(AuditKey::Load(directory_.path()).status()));
}

TEST_F(AuditKeyTest, DirectoryThatCannotBeMadeIsUnavailable) {
  WriteFile(directory_.File("plain"), "", 0600);
  const absl::Status status =
      AuditKey::Create(directory_.File("plain/audit.key")).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
}

TEST(KeptHeadsTest, AreThereWhenOpenedAgain) {
  const TemporaryDirectory directory;
  const std::string file = directory.File("audit.key.heads");
  {
    const auto kept = KeptHeads::Open(file);
    ASSERT_TRUE(kept.ok()) << kept.status();
    EXPECT_FALSE((*kept)->Get("hubei").has_value());
    ASSERT_TRUE((*kept)
                    ->Keep({{"hubei", {7, std::string(32, '\x01')}},
                            {"-", {2, std::string(32, '\xff')}}})
                    .ok());
    ASSERT_TRUE((*kept)->Keep({{"hubei", {8, std::string(32, '\0')}}}).ok());
  }
  EXPECT_EQ(ModeOf(file), 0600);
  const auto kept = KeptHeads::Open(file);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ((*kept)->Get("hubei")->number, 8);
  EXPECT_EQ((*kept)->Get("hubei")->seal, std::string(32, '\0'));
  EXPECT_EQ((*kept)->Get("-")->seal, std::string(32, '\xff'));
  EXPECT_EQ((*kept)->partitions().size(), 2);
}

TEST(KeptHeadsTest, FileThatIsNoneOrThatOthersReachIsRefused) {
  const TemporaryDirectory directory;
  const std::string seal(64, 'a');
  for (const std::string& text :
       {std::string("hubei"), "hubei x " + seal, "hubei 0 " + seal,
        std::string("hubei 7 abc"), "hubei 7 " + seal + " more"}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(
        KeptHeads::Open(WriteFile(directory.File("h"), text, 0600)).status()))
        << text;
  }
  const std::string good = "hubei 7 " + seal + "\n";
  EXPECT_TRUE(KeptHeads::Open(WriteFile(directory.File("h"), good, 0600)).ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(
      KeptHeads::Open(WriteFile(directory.File("h"), good, 0644)).status()));
}

TEST(KeptHeadsTest, WithoutAFileTheyLastAsLongAsTheProcess) {
  const auto kept = KeptHeads::Open("");
  ASSERT_TRUE((*kept)->Keep({{"hubei", {7, "seal"}}}).ok());
  EXPECT_EQ((*kept)->Get("hubei")->number, 7);
}

}  // namespace
}  // namespace duikou
