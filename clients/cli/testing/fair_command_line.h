// Runs `duikou fair …` against services that answer what a test put into them.
//
//   class FairTest : public FairCommandLine {};
//   TEST_F(FairTest, …) { EXPECT_EQ(Fair({"slots", "f"}), 0) << err_; }
#ifndef DUIKOU_CLIENTS_CLI_TESTING_FAIR_COMMAND_LINE_H_
#define DUIKOU_CLIENTS_CLI_TESTING_FAIR_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_fair.h"
#include "clients/cli/testing/fake_progress.h"

namespace duikou::cli {

// A fair of two slots a day on two days, with the halls a (two tables) and b
// (one).
inline constexpr char kFairText[] = R"pb(
  name: "programmes/hubei/fairs/f"
  display_name { zh: "洽谈会" en: "Fair" }
  time_zone: "Asia/Shanghai"
  slots {
    id: "d1-0900"
    date: "2016-05-10"
    start_time: "09:00"
    end_time: "09:25"
  }
  slots {
    id: "d1-0930"
    date: "2016-05-10"
    start_time: "09:30"
    end_time: "09:55"
  }
  slots {
    id: "d2-0900"
    date: "2016-05-11"
    start_time: "09:00"
    end_time: "09:25"
  }
  halls {
    id: "a"
    display_name { zh: "一号馆" en: "Hall 1" }
    tables { id: "a01" capacity: 6 }
    tables { id: "a02" equipment: "screen" }
  }
  halls {
    id: "b"
    display_name { zh: "二号馆" en: "Hall 2" }
    tables { id: "b01" }
  }
  walk_minutes: 5
  stands { id: "s1" hall: "a" free_of_charge: true }
  state: STATE_OPEN
  last_run: "programmes/hubei/fairs/f/timetableRuns/r-1"
  published_timetable: "programmes/hubei/fairs/f/timetables/0002"
  etag: "\"7\"")pb";

class FairCommandLine : public CommandLineFixture {
 protected:
  FairCommandLine() {
    environment_["DUIKOU_SERVER"] = fakes_.address() +
                                    ",fair=" + fake_.address() +
                                    ",progress=" + progress_.address();
    fake_.get_fair.answer = FromText<fair::v1::Fair>(kFairText);
    fakes_.profiles.units = {
        FromText<profiles::v1::Unit>(
            "name: 'programmes/hubei/units/hzau' sides: SIDE_SUPPORTER"),
        FromText<profiles::v1::Unit>(
            "name: 'programmes/hubei/units/yichang' display_name { zh: "
            "'宜昌市' } sides: SIDE_SUPPORTER sides: SIDE_RECIPIENT")};
  }

  // `typed` is answered on a terminal.
  int Fair(std::vector<std::string> arguments, const std::string& typed = "") {
    arguments.insert(arguments.begin(), "fair");
    in_is_tty_ = !typed.empty();
    return Run(arguments, typed);
  }

  FakeProgress progress_;
  FakeFair fake_;
};

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_TESTING_FAIR_COMMAND_LINE_H_
