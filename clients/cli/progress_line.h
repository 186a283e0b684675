// ProgressLine: how far long work is, on one line of a terminal that goes when
// the work is done, or on lines of their own where somebody asks for it.
//
//   ProgressLine progress(options.progress, session);
//   progress.Show("已读 400/10000 行");
#ifndef DUIKOU_CLIENTS_CLI_PROGRESS_LINE_H_
#define DUIKOU_CLIENTS_CLI_PROGRESS_LINE_H_

#include <ostream>
#include <string>

#include "clients/cli/session.h"

namespace duikou::cli {

// Not thread-safe.
class ProgressLine {
 public:
  // `asked`: off a terminal too. `session` outlives it.
  ProgressLine(bool asked, Session& session)
      : err_(session.terminal().err),
        on_tty_(session.terminal().err_is_tty),
        shows_(on_tty_ || asked) {}
  ~ProgressLine() {
    if (on_tty_ && begun_) err_ << "\r\033[K" << std::flush;
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void Show(const std::string& text) {
    if (!shows_) return;
    begun_ = true;
    err_ << (on_tty_ ? "\r" : "") << text << (on_tty_ ? "" : "\n")
         << std::flush;
  }

 private:
  std::ostream& err_;
  const bool on_tty_;
  const bool shows_;
  bool begun_ = false;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PROGRESS_LINE_H_
