#include "tests/bench/duckdb_peer.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou::bench {

bool DuckdbPeer::IsInstalled() {
  return std::filesystem::exists(
      absl::StrCat(DUIKOU_DUCKDB, "/node_modules/.installed"));
}

DuckdbPeer::DuckdbPeer() {
  int asked[2], answered[2];
  DUIKOU_CHECK(pipe(asked) == 0 && pipe(answered) == 0) << "pipe";
  process_ = fork();
  DUIKOU_CHECK(process_ >= 0) << "fork";
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(asked[0], STDIN_FILENO);
    dup2(answered[1], STDOUT_FILENO);
    for (const int fd : {asked[0], asked[1], answered[0], answered[1]}) {
      close(fd);
    }
    execlp("node", "node", DUIKOU_DUCKDB "/peer.mjs",
           static_cast<char*>(nullptr));
    _exit(127);
  }
  close(asked[0]);
  close(answered[1]);
  to_ = fdopen(asked[1], "w");
  from_ = fdopen(answered[0], "r");
}

DuckdbPeer::~DuckdbPeer() {
  fclose(to_);  // which ends it
  fclose(from_);
  waitpid(process_, nullptr, 0);
}

void DuckdbPeer::Run(const std::string& sql) { Ask(sql); }

void DuckdbPeer::Copy(const std::string& table, const std::string& lines) {
  const TemporaryDirectory directory;
  const std::string path = directory.File("rows");
  std::ofstream file(path);
  file << lines;
  file.close();
  DUIKOU_CHECK(!file.fail()) << path;
  Run(absl::StrCat("COPY ", table, " FROM '", path,
                   "' (FORMAT csv, DELIMITER '\\t', HEADER false)"));
}

DuckdbPeer::Answer DuckdbPeer::Ask(const std::string& sql) {
  DUIKOU_CHECK(fprintf(to_, "%s\n", sql.c_str()) > 0 && fflush(to_) == 0);
  char* line = nullptr;
  size_t room = 0;
  const ssize_t size = getline(&line, &room, from_);
  DUIKOU_CHECK(size > 0) << sql << ": DuckDB is gone";
  std::vector<std::string> values =
      absl::StrSplit(absl::string_view(line, size - 1), '\t');
  free(line);
  Answer answer;
  DUIKOU_CHECK(absl::SimpleAtod(values[0], &answer.seconds))
      << sql << ": " << values.back();
  answer.rows.assign(values.begin() + 1, values.end());
  return answer;
}

}  // namespace duikou::bench
