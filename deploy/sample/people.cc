#include "deploy/sample/people.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace duikou::sample {
namespace {

const char* const kSurnames[] = {"王", "李", "张", "刘", "陈", "杨", "黄",
                                 "赵", "吴", "周", "徐", "孙", "马", "朱",
                                 "胡", "郭", "何", "高", "林", "罗", "郑",
                                 "梁", "谢", "宋", "唐", "向", "谭", "覃"};
const char* const kGivenNames[] = {"建国", "志强", "晓明", "丽华", "国庆",
                                   "文斌", "海燕", "永红", "德胜", "春梅",
                                   "家荣", "昌盛", "正义", "红兵", "秀英",
                                   "学军", "光辉", "先进", "明芳", "启超"};

}  // namespace

std::string PersonName(Random& random) {
  return absl::StrCat(
      kSurnames[random.Between(0, std::size(kSurnames) - 1)],
      kGivenNames[random.Between(0, std::size(kGivenNames) - 1)]);
}

std::string PersonPhone(Random& random) {
  return absl::StrFormat("0717-0000%03d", random.Between(0, 999));
}

}  // namespace duikou::sample
