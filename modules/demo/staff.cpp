// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/staff.h"

#include <array>
#include <vector>

namespace kemai::demo {

namespace {

constexpr TeamText allTeams[] = {
    {u"销售部", u"Sales", -1},      {u"客户服务部", u"Customer Service", -1}, {u"华东一组", u"East 1", 0},          {u"华东二组", u"East 2", 0},
    {u"华南组", u"South", 0},       {u"西部组", u"West", 0},                  {u"北方组", u"North", 0},             {u"海外组", u"Overseas", 0},
    {u"服务东区", u"Service East", 1}, {u"服务西区", u"Service West", 1},
};

constexpr UserText allUsers[] = {
    {u"admin", u"管理员", u"Administrator", 1, Duty::Admin},
    {u"zhao.hui", u"赵辉", u"Zhao Hui", 0, Duty::Supervisor},
    {u"sun.yue", u"孙悦", u"Sun Yue", 1, Duty::Supervisor},
    {u"li.jia", u"李佳", u"Li Jia", 2, Duty::Sales},
    {u"zhou.tao", u"周涛", u"Zhou Tao", 2, Duty::Sales},
    {u"chen.chen", u"陈晨", u"Chen Chen", 3, Duty::Sales},
    {u"wu.di", u"吴迪", u"Wu Di", 3, Duty::Sales},
    {u"xu.jing", u"徐静", u"Xu Jing", 4, Duty::Sales},
    {u"huang.lei", u"黄磊", u"Huang Lei", 4, Duty::Sales},
    {u"tang.yi", u"唐怡", u"Tang Yi", 5, Duty::Sales},
    {u"shan.xiaoyu", u"单晓雨", u"Shan Xiaoyu", 5, Duty::Sales},
    {u"ren.bo", u"任博", u"Ren Bo", 6, Duty::Sales},
    {u"ouyang.ting", u"欧阳婷", u"Ouyang Ting", 6, Duty::Sales},
    {u"grace.lin", u"林欣", u"Grace Lin", 7, Duty::Overseas},
    {u"david.he", u"何远", u"David He", 7, Duty::Overseas},
    {u"wang.qian", u"王倩", u"Wang Qian", 8, Duty::Service},
    {u"liu.yang", u"刘洋", u"Liu Yang", 8, Duty::Service},
    {u"ma.chao", u"马超", u"Ma Chao", 8, Duty::Service},
    {u"gao.xue", u"高雪", u"Gao Xue", 9, Duty::Service},
    {u"luo.ming", u"罗明", u"Luo Ming", 9, Duty::Service},
};

} // namespace

std::span<const TeamText> teams() { return allTeams; }
std::span<const UserText> users() { return allUsers; }

std::span<const int> usersOf(Duty duty)
{
    static const auto lists = [] {
        std::array<std::vector<int>, 5> made;
        for (int i = 0; i < int(std::size(allUsers)); ++i)
            made[size_t(allUsers[i].duty)].push_back(i);
        return made;
    }();
    return lists[size_t(duty)];
}

int userNamed(QStringView zh)
{
    for (int i = 0; i < int(std::size(allUsers)); ++i)
        if (zh == QStringView(allUsers[i].zh))
            return i;
    return -1;
}

} // namespace kemai::demo
