<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>kemai::ActivityBars</name>
    <message>
        <source>Contacts a week, oldest first: %1</source>
        <translation>每周互动次数，从最早一周起：%1</translation>
    </message>
    <message>
        <source>The last 7 days: %1</source>
        <translation>最近 7 日：%1 次</translation>
    </message>
    <message>
        <source>%1 weeks ago: %2</source>
        <translation>%1 周前：%2 次</translation>
    </message>
</context>
<context>
    <name>kemai::Banner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>kemai::ChannelFilter</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n event(s)</source>
        <translation>
            <numerusform>%1，%n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kemai::CleansePage</name>
    <message>
        <source>Clean stored data</source>
        <translation>清洗已存数据</translation>
    </message>
    <message>
        <source>Invisible characters, odd spaces and full-width forms go; numbers, emails and regions are read anew. Nothing that was typed is overwritten by a guess.</source>
        <translation>去掉不可见字符、异常空格和全角写法，重新识别号码、邮箱和地区。人工填写的内容不会被推断值覆盖。</translation>
    </message>
    <message>
        <source>Looking at %1 of %2 customers; nothing is changed yet.</source>
        <translation>正在查看 %1 / %2 位客户，尚未修改任何内容。</translation>
    </message>
    <message>
        <source>%1 values of %2 records would change. Nothing is changed yet.</source>
        <translation>%2 条记录中的 %1 处内容会被清洗，尚未修改任何内容。</translation>
    </message>
    <message>
        <source>Everything is clean: %1 customers were looked at.</source>
        <translation>已查看 %1 位客户，没有需要清洗的内容。</translation>
    </message>
    <message>
        <source>Cleaning: %1 of %2 customers.</source>
        <translation>正在清洗：%1 / %2 位客户。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>%1 values of %2 records were changed.</source>
        <translation>已清洗 %2 条记录中的 %1 处内容。</translation>
    </message>
    <message>
        <source>Taking it back…</source>
        <translation>正在撤销…</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>已撤销。</translation>
    </message>
    <message>
        <source>%1 values were edited since and stay.</source>
        <translation>%1 处内容之后又被改过，予以保留。</translation>
    </message>
    <message>
        <source>Every value is as it was.</source>
        <translation>所有内容都已恢复原样。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Clean %1 records</source>
        <translation>清洗 %1 条记录</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查看</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The first %1 changes</source>
        <translation>前 %1 处改动</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
</context>
<context>
    <name>kemai::CommandPalette</name>
    <message>
        <source>Customers, pages, actions</source>
        <translation>客户、页面、操作</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Nothing found. Try a name, pinyin initials or the last four digits.</source>
        <translation>没有找到。可以试试姓名、拼音首字母或手机后四位。</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerHeader</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>No name</source>
        <translation>未填姓名</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>归属地</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>还没有号码</translation>
    </message>
    <message>
        <source>Edit the name</source>
        <translation>修改姓名</translation>
    </message>
    <message>
        <source>Edit the company</source>
        <translation>修改公司</translation>
    </message>
    <message>
        <source>Edit the note</source>
        <translation>修改备注</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制姓名</translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation>复制号码</translation>
    </message>
    <message>
        <source>Write to %1</source>
        <translation>写邮件给 %1</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerListModel</name>
    <message>
        <source>Loading</source>
        <translation>正在读取</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerListPanel</name>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>All</source>
        <comment>customers</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的客户</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 日内有互动</translation>
    </message>
    <message>
        <source>In contact within the last 7 days</source>
        <translation>最近 7 日内有过互动</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>公海</translation>
    </message>
    <message>
        <source>Order of the list</source>
        <translation>列表顺序</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近互动</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 位</translation>
    </message>
    <message>
        <source>first %1 found of %2</source>
        <translation>%2 位中找到前 %1 位</translation>
    </message>
    <message>
        <source>%1 found of %2</source>
        <translation>%2 位中找到 %1 位</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>没有找到「%1」</translation>
    </message>
    <message>
        <source>Only some customers were searched.</source>
        <translation>只在这一部分客户里找过。</translation>
    </message>
    <message>
        <source>Try a part of the name or company, pinyin initials, or the last four digits of a number.</source>
        <translation>可以试试姓名或公司的一部分、拼音首字母，或号码后四位。</translation>
    </message>
    <message>
        <source>Search all customers</source>
        <translation>在全部客户中找</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>No customer here</source>
        <translation>这里没有客户</translation>
    </message>
    <message>
        <source>None matches this filter.</source>
        <translation>没有符合这个条件的客户。</translation>
    </message>
    <message>
        <source>Show all customers</source>
        <translation>显示全部客户</translation>
    </message>
    <message>
        <source>No customers yet</source>
        <translation>还没有客户</translation>
    </message>
    <message>
        <source>Import a list you have, or add the first one by hand.</source>
        <translation>导入现有的名单，或者手工新建第一位。</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerPage</name>
    <message>
        <source>Parts of the customer</source>
        <translation>客户的各部分</translation>
    </message>
    <message>
        <source>No customer is chosen</source>
        <translation>没有选中客户</translation>
    </message>
    <message>
        <source>Choose one on the left, or search by name, pinyin, company or number.</source>
        <translation>在左边选一位，或按姓名、拼音、公司、号码搜索。</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>No number, email or address yet</source>
        <translation>还没有号码、邮箱或地址</translation>
    </message>
    <message>
        <source>What imports and calls bring in appears here.</source>
        <translation>导入和通话带来的联系方式会出现在这里。</translation>
    </message>
    <message>
        <source>Opportunities</source>
        <translation>商机</translation>
    </message>
    <message>
        <source>No opportunity yet</source>
        <translation>还没有商机</translation>
    </message>
    <message>
        <source>A deal with this customer appears here with its stage and amount.</source>
        <translation>与这位客户的商机会连同阶段和金额出现在这里。</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>No ticket yet</source>
        <translation>还没有工单</translation>
    </message>
    <message>
        <source>What this customer asks the service for appears here.</source>
        <translation>这位客户提出的服务请求会出现在这里。</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>No attachment yet</source>
        <translation>还没有附件</translation>
    </message>
    <message>
        <source>Files from messages and calls appear here.</source>
        <translation>消息和通话里的文件会出现在这里。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>People</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>written %1</source>
        <translation>原文 %1</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>预计 %1 成交</translation>
    </message>
    <message>
        <source>cause: %1</source>
        <translation>根因：%1</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>还没有号码</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerSide</name>
    <message>
        <source>Tasks</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Promises</source>
        <translation>承诺</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Contact in 14 weeks</source>
        <translation>互动频度</translation>
    </message>
    <message>
        <source>Double-click to write down what to remember.</source>
        <translation>双击写下要记住的事。</translation>
    </message>
    <message>
        <source>What to do and whom to reach</source>
        <translation>待办与联系方式</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>没有待办。</translation>
    </message>
    <message>
        <source>No number yet.</source>
        <translation>还没有号码。</translation>
    </message>
</context>
<context>
    <name>kemai::CustomerWords</name>
    <message>
        <source>No name</source>
        <translation>未填姓名</translation>
    </message>
    <message>
        <source>Promise overdue</source>
        <translation>承诺逾期</translation>
    </message>
    <message>
        <source>Won</source>
        <translation>已成交</translation>
    </message>
</context>
<context>
    <name>kemai::CustomersDesk</name>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写一条记录</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>跳到日期</translation>
    </message>
</context>
<context>
    <name>kemai::EventWords</name>
    <message>
        <source>Show all</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>(%1 more characters; copy to read them)</source>
        <translation>（还有 %1 个字，复制后可读）</translation>
    </message>
    <message>
        <source>Inbound call</source>
        <translation>来电</translation>
    </message>
    <message>
        <source>Outbound call</source>
        <translation>去电</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Ticket #%1</source>
        <translation>工单 #%1</translation>
    </message>
    <message>
        <source>From customer</source>
        <translation>客户发来</translation>
    </message>
    <message>
        <source>Customer → %1</source>
        <translation>客户 → %1</translation>
    </message>
    <message>
        <source>From us</source>
        <translation>我方发出</translation>
    </message>
    <message>
        <source>%1 → customer</source>
        <translation>%1 → 客户</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Recording %1</source>
        <translation>录音 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n event(s)</source>
        <translation>
            <numerusform>%1，%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Promised: %1</source>
        <translation>承诺 %1</translation>
    </message>
    <message>
        <source>To do: %1</source>
        <translation>待办 %1</translation>
    </message>
    <message>
        <source>promised %1</source>
        <translation>%1 承诺</translation>
    </message>
</context>
<context>
    <name>kemai::ImportMappingPane</name>
    <message>
        <source>Not imported</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Number (of an export)</source>
        <translation>编号（导出文件的）</translation>
    </message>
    <message>
        <source>A field of our own</source>
        <translation>自定义字段</translation>
    </message>
    <message>
        <source>Column in the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>First values</source>
        <translation>前几个值</translation>
    </message>
    <message>
        <source>Goes into</source>
        <translation>导入到</translation>
    </message>
    <message>
        <source>(no heading)</source>
        <translation>（无标题）</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>%1 goes into</source>
        <translation>“%1”导入到</translation>
    </message>
    <message>
        <source>New field &quot;%1&quot;</source>
        <translation>新字段“%1”</translation>
    </message>
</context>
<context>
    <name>kemai::ImportPage</name>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>Encoding %1</source>
        <translation>编码 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s)</source>
        <translation>
            <numerusform>%n 列</numerusform>
        </translation>
    </message>
    <message>
        <source>dry run under way…</source>
        <translation>正在试运行…</translation>
    </message>
    <message>
        <source>dry run: nothing is written yet</source>
        <translation>试运行：尚未写入</translation>
    </message>
    <message>
        <source>importing…</source>
        <translation>正在导入…</translation>
    </message>
    <message>
        <source>undoing…</source>
        <translation>正在撤销…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Read it as %1</source>
        <translation>按 %1 读取</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>导入完成。</translation>
    </message>
    <message>
        <source>%1 created, %2 updated, %3 rejected.</source>
        <translation>新建 %1，更新 %2，拒绝 %3。</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>撤销导入</translation>
    </message>
    <message>
        <source>Undone.</source>
        <translation>已撤销。</translation>
    </message>
    <message>
        <source>%1 taken back, %2 put back as they were, %3 kept because somebody has worked on them since.</source>
        <translation>收回 %1 位，恢复 %2 位，保留 %3 位（之后有人改动过）。</translation>
    </message>
    <message>
        <source>Show the customers</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <source>Import %1 customers</source>
        <translation>导入 %1 位客户</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>换一个文件…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>separated by %1</source>
        <translation>以%1分隔</translation>
    </message>
    <message>
        <source>Tables and cards (*.csv *.tsv *.txt *.xlsx *.xlsm *.vcf);;All files (*)</source>
        <translation>表格和名片 (*.csv *.tsv *.txt *.xlsx *.xlsm *.vcf);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save the rows to correct</source>
        <translation>保存需要修改的行</translation>
    </message>
    <message>
        <source>reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel 工作簿</translation>
    </message>
    <message>
        <source>sheet %1, headings in row %2</source>
        <translation>工作表“%1”，标题在第 %2 行</translation>
    </message>
    <message>
        <source>address cards (vCard)</source>
        <translation>名片（vCard）</translation>
    </message>
    <message>
        <source>Import customers from a file</source>
        <translation>从文件导入客户</translation>
    </message>
    <message>
        <source>CSV, Excel or vCard: drop it here, choose it, or paste rows copied in a spreadsheet. A dry run shows what would happen; nothing is written before you say so.</source>
        <translation>支持 CSV、Excel 和 vCard：拖到这里、选择文件，或粘贴在表格中复制的行。先试运行查看结果，确认之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>粘贴行</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>对应关系</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Pasted rows</source>
        <translation>粘贴的行</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>A customer of the file is there already: same name and a number in common</source>
        <translation>文件里的客户已存在时（姓名相同且有相同号码）</translation>
    </message>
    <message>
        <source>Skip the row</source>
        <translation>跳过这一行</translation>
    </message>
    <message>
        <source>The customer stays as it is; the row is reported.</source>
        <translation>客户保持不变，这一行列入报告。</translation>
    </message>
    <message>
        <source>Update the customer</source>
        <translation>更新客户</translation>
    </message>
    <message>
        <source>What the row adds or changes is written; an empty cell changes nothing.</source>
        <translation>写入这一行新增或不同的内容，空白格不改动。</translation>
    </message>
    <message>
        <source>Create another one</source>
        <translation>仍然新建</translation>
    </message>
    <message>
        <source>Both stay; the row is reported, so that they can be merged later.</source>
        <translation>两位都保留，这一行列入报告，以后可以归并。</translation>
    </message>
    <message>
        <source>Say which column holds the name, the company or the phone; one of them is enough.</source>
        <translation>请指定哪一列是姓名、公司或手机，有一项即可。</translation>
    </message>
    <message>
        <source>These headings were imported before; the columns are mapped as they were then.</source>
        <translation>这些标题以前导入过，已沿用上次的对应关系。</translation>
    </message>
    <message>
        <source>The rows to correct stand in %1; import it again when they are.</source>
        <translation>需要修改的行已保存到 %1，改好后可再次导入。</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Save the rows to correct (%1)…</source>
        <translation>保存需要修改的行（%1）…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>kemai::ImportSteps</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>第 %1 步，共 %2 步：%3</translation>
    </message>
</context>
<context>
    <name>kemai::ImportTally</name>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>created</source>
        <translation>已新建</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新客户</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>to update</source>
        <translation>将更新</translation>
    </message>
    <message>
        <source>duplicates, left alone</source>
        <translation>重复，保持不变</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>The first %1 remarks</source>
        <translation>前 %1 条说明</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>kemai::MainWindow</name>
    <message>
        <source>Making the demo company…</source>
        <translation>正在建立演示公司…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Creating the encrypted store…</source>
        <translation>正在建立加密资料库…</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Search this page</source>
        <translation>在本页搜索</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上一步</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Follow the system&apos;s theme</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Switch to Chinese</source>
        <translation>切换到英文</translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation>宽松行距</translation>
    </message>
    <message>
        <source>Compact rows</source>
        <translation>紧凑行距</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>标准文字大小</translation>
    </message>
    <message>
        <source>Lock the store</source>
        <translation>锁定资料库</translation>
    </message>
    <message>
        <source>Choose the backup</source>
        <translation>选择备份文件</translation>
    </message>
    <message>
        <source>Kemai backups (*.kemaibak);;All files (*)</source>
        <translation>客脉备份 (*.kemaibak);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Kemai</source>
        <translation>客脉</translation>
    </message>
    <message>
        <source>Search name, company, phone, pinyin</source>
        <translation>搜索姓名、公司、电话、拼音</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>本机保存</translation>
    </message>
    <message>
        <source>Every change is written to the encrypted store on this computer at once. There is no server yet.</source>
        <translation>每次修改都立即写入本机的加密资料库。目前没有连接服务器。</translation>
    </message>
    <message>
        <source>Encrypted · works offline</source>
        <translation>整库加密 · 离线可用</translation>
    </message>
    <message>
        <source>Import customers…</source>
        <translation>导入客户…</translation>
    </message>
</context>
<context>
    <name>kemai::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>kemai::NewCustomerForm</name>
    <message>
        <source>New customer</source>
        <translation>新建客户</translation>
    </message>
    <message>
        <source>A name, a company or a number is enough. Enter moves on.</source>
        <translation>姓名、公司、号码填一项即可。回车到下一项。</translation>
    </message>
    <message>
        <source>One or several, as they are written</source>
        <translation>一个或多个，怎么写都行</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Go back and keep the draft (Esc)</source>
        <translation>返回并保留草稿（Esc）</translation>
    </message>
    <message>
        <source>Not read as a number; it is kept as it is written.</source>
        <translation>读不出号码，将按原样保存。</translation>
    </message>
    <message>
        <source>%1 has this number already</source>
        <translation>%1 已有这个号码</translation>
    </message>
    <message>
        <source>owner %1</source>
        <translation>负责人 %1</translation>
    </message>
    <message>
        <source>last contact %1</source>
        <translation>上次互动 %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>kemai::NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Write a note…   Ctrl+Enter saves</source>
        <translation>记录跟进…   Ctrl+Enter 保存</translation>
    </message>
    <message>
        <source>Edit the note…</source>
        <translation>修改记录…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the note (Ctrl+Enter)</source>
        <translation>保存记录（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>已面谈</translation>
    </message>
    <message>
        <source>Quoted</source>
        <translation>已报价</translation>
    </message>
    <message>
        <source>Sample sent</source>
        <translation>已寄样</translation>
    </message>
    <message>
        <source>Check in: met the customer</source>
        <translation>打卡：已面谈</translation>
    </message>
    <message>
        <source>Check in: sent a quote</source>
        <translation>打卡：已报价</translation>
    </message>
    <message>
        <source>Check in: sent a sample, with a task to ask for feedback in 3 days</source>
        <translation>打卡：已寄样，并建 3 天后跟进反馈的待办</translation>
    </message>
</context>
<context>
    <name>kemai::Pages</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>商机</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Insight</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Clean stored data</source>
        <translation>清洗已存数据</translation>
    </message>
</context>
<context>
    <name>kemai::PassphraseField</name>
    <message>
        <source>Hide the passphrase</source>
        <translation>隐藏口令</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>显示口令</translation>
    </message>
</context>
<context>
    <name>kemai::SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>kemai::StartPage</name>
    <message>
        <source>Four words or more are hard to guess.</source>
        <translation>四个以上的词不容易被猜到。</translation>
    </message>
    <message>
        <source>Type a passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Welcome to Kemai</source>
        <translation>欢迎使用客脉</translation>
    </message>
    <message>
        <source>Customers, timelines and promises, encrypted on this computer. No server needed, and it works offline.</source>
        <translation>客户、时间轴和承诺，加密保存在这台电脑上。不需要服务器，断网也能用。</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>从哪里开始</translation>
    </message>
    <message>
        <source>A demo company</source>
        <translation>演示公司</translation>
    </message>
    <message>
        <source>Believable customers and conversations, to look around</source>
        <translation>逼真的客户和往来记录，先看看怎么用</translation>
    </message>
    <message>
        <source>My own customers</source>
        <translation>我自己的客户</translation>
    </message>
    <message>
        <source>From a CSV file of any spreadsheet or CRM; a dry run first</source>
        <translation>从表格或其他 CRM 导出的 CSV 导入，先试运行</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>空白资料库</translation>
    </message>
    <message>
        <source>An empty store; add or import customers later</source>
        <translation>以后再新建或导入客户</translation>
    </message>
    <message>
        <source>Unlock with</source>
        <translation>用什么解锁</translation>
    </message>
    <message>
        <source>System key store</source>
        <translation>系统钥匙串</translation>
    </message>
    <message>
        <source>Opens when you are signed in</source>
        <translation>登录系统后自动打开</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Asked for each time</source>
        <translation>每次打开时输入</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输入一次</translation>
    </message>
    <message>
        <source>Create the store</source>
        <translation>建立资料库</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Stored in %1</source>
        <translation>保存在 %1</translation>
    </message>
</context>
<context>
    <name>kemai::StatusBar</name>
    <message>
        <source>Search under 1 ms</source>
        <translation>查找不到 1 ms</translation>
    </message>
    <message>
        <source>Search %1 ms</source>
        <translation>查找 %1 ms</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：中文</translation>
    </message>
    <message>
        <source>Switch to Chinese</source>
        <translation>切换到英文</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
</context>
<context>
    <name>kemai::TimelineList</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>修改记录</translation>
    </message>
    <message>
        <source>Withdraw note</source>
        <translation>撤下记录</translation>
    </message>
</context>
<context>
    <name>kemai::TimelineView</name>
    <message>
        <source>The timeline could not be read completely.</source>
        <translation>时间轴没有完整读出。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Contacts over time</source>
        <translation>互动频度</translation>
    </message>
    <message>
        <source>Go to a date</source>
        <translation>跳到日期</translation>
    </message>
    <message>
        <source>No contact with this customer yet.</source>
        <translation>和这位客户还没有互动。</translation>
    </message>
    <message>
        <source>Calls, messages and forms appear here by themselves. Write down the first one.</source>
        <translation>来电、消息和表单会自动出现在这里。先记下第一条吧。</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>写记录</translation>
    </message>
    <message>
        <source>Nothing in these channels.</source>
        <translation>所选渠道没有互动。</translation>
    </message>
    <message>
        <source>There is contact in others.</source>
        <translation>其他渠道有互动。</translation>
    </message>
    <message>
        <source>Show all channels</source>
        <translation>显示全部渠道</translation>
    </message>
    <message>
        <source>Take care of it</source>
        <translation>去处理</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n 条互动</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上个月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下个月</translation>
    </message>
    <message>
        <source>Met</source>
        <translation>已面谈</translation>
    </message>
    <message>
        <source>Quoted</source>
        <translation>已报价</translation>
    </message>
    <message>
        <source>Sample sent</source>
        <translation>已寄样</translation>
    </message>
    <message>
        <source>Ask for feedback on the sample</source>
        <translation>跟进样品反馈</translation>
    </message>
</context>
<context>
    <name>kemai::Toast</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>kemai::UnlockPage</name>
    <message>
        <source>Restore a backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Type the passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Opening the store…</source>
        <translation>正在打开资料库…</translation>
    </message>
    <message>
        <source>The store is locked</source>
        <translation>资料库已锁定</translation>
    </message>
    <message>
        <source>Its passphrase opens it. Nothing leaves this computer.</source>
        <translation>输入口令打开。资料不会离开这台电脑。</translation>
    </message>
    <message>
        <source>The system key store opens it when you are signed in.</source>
        <translation>登录系统后由系统钥匙串打开。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Use the system key store</source>
        <translation>用系统钥匙串打开</translation>
    </message>
    <message>
        <source>Stored in %1</source>
        <translation>保存在 %1</translation>
    </message>
</context>
</TS>
