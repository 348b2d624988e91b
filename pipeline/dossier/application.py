"""`dossier.yaml`: who, where, what. Written by the leader; carries the application (Art. 6–7)."""

from enum import StrEnum

from pydantic import Field

from pipeline.dossier.fields import (
    BirthMonth,
    Count,
    Day,
    Entry,
    Evidence,
    LongText,
    Money,
    Name,
    Number,
    Text,
    Unit,
    Written,
    Year,
    YesNo,
    without_note,
)
from pipeline.names.comparison import ComparedName


class StudioType(StrEnum):
    """The three titles in use; the leader's name goes before them."""

    MODEL_WORKER = "劳模创新工作室"
    EMPLOYEE = "职工创新工作室"
    CRAFT = "传统工艺（手艺）大师创新工作室"


class InnovationField(StrEnum):
    """The four fields of work (Art. 2)."""

    TEACHING = "教学科研创新"
    TECHNIQUE = "技术技能创新"
    MANAGEMENT = "管理服务创新"
    INSTITUTION = "制度机制创新"


class Route(StrEnum):
    """How an application reaches the union (Art. 7(一))."""

    SELF = "自行申报"
    NOMINATED = "组织推荐"


class ExchangeKind(StrEnum):
    """Activities that count towards the yearly exchanges: the three that Art. 6(六) names and the
    trainings it ends with, and the contest that Art. 5(一) names."""

    EXTERNAL = "对外技术交流协作"
    MENTORING = "导师带徒"
    CONTEST = "技能竞赛"
    TRAINING = "技能培训"
    FIVE_SMALL = "五小竞赛"


class ResultKind(StrEnum):
    PATENT = "专利"
    PAPER = "论文"
    AWARD = "奖项"
    STANDARD = "标准"
    SOFTWARE = "软件著作权"
    METHOD = "工法"
    WORK = "作品"
    BOOK = "教材著作"
    SYSTEM = "制度成果"
    FIVE_SMALL = "五小成果"
    SUGGESTION = "合理化建议"
    COURSE = "课程"


class Gender(StrEnum):
    MALE = "男"
    FEMALE = "女"


class Profile(Written):
    type: StudioType = Field(alias="类型")
    name: Name | None = Field(None, alias="名称")
    name_reason: Text | None = Field(None, alias="名称理由")
    unit: Unit = Field(alias="所在单位")
    founded: Day = Field(alias="成立日期")
    fields: tuple[InnovationField, ...] = Field(alias="创新领域", min_length=1)
    route: Route = Field(alias="申报方式")
    introduction: LongText = Field(alias="简介")


class Equipment(Written):
    name: Text = Field(alias="名称")
    model: Text | None = Field(None, alias="型号")
    quantity: Count = Field(alias="数量")
    value: Money | None = Field(None, alias="价值")


class Premises(Written):
    """Place and equipment (Art. 6(三))."""

    address: Text = Field(alias="地点")
    area: Number = Field(alias="面积", description="平方米", gt=0)
    independent: YesNo = Field(alias="独立固定")
    signs: tuple[Text, ...] = Field(alias="规范标志")
    display: LongText = Field(alias="成果荣誉展示")
    equipment: tuple[Equipment, ...] = Field(alias="设备")
    evidence: Evidence = Field((), alias="佐证")


class Funds(Written):
    """The studio's own steady money (Art. 6(四))."""

    source: Text = Field(alias="来源")
    yearly: Money = Field(alias="年度金额")
    note: LongText | None = Field(None, alias="说明")
    evidence: Evidence = Field((), alias="佐证")


class Contact(Written):
    name: Name = Field(alias="姓名")
    office_phone: Text = Field(alias="办公电话")
    mobile: Text | None = Field(None, alias="手机")
    mail: Text = Field(alias="邮箱")


class Honour(Entry):
    title: Text = Field(alias="称号")
    level: Text = Field(alias="级别")
    grantor: Text = Field(alias="授予单位")


class Career(Written):
    first: BirthMonth = Field(alias="起")
    last: BirthMonth | None = Field(None, alias="止")
    what: Text = Field(alias="经历")


class Person(Written):
    """What an application form asks about anybody in the team."""

    name: Name = Field(alias="姓名")
    gender: Gender = Field(alias="性别")
    born: BirthMonth = Field(alias="出生年月")
    education: Text = Field(alias="学历")
    title: Text = Field(alias="职称等级")
    speciality: Text = Field(alias="专业")


class Leader(Person):
    """The one leader (Art. 6(一))."""

    nation: Text = Field(alias="民族")
    politics: Text = Field(alias="政治面貌")
    degree: Text | None = Field(None, alias="学位")
    position: Text = Field(alias="职务")
    unit: Unit | None = Field(None, alias="所在单位")
    honours: tuple[Honour, ...] = Field((), alias="荣誉")
    career: tuple[Career, ...] = Field(alias="简历", min_length=1)
    deeds: LongText = Field(alias="主要事迹")


class Member(Person):
    """A member (Art. 6(二)); `front_line` says whether he works hands-on."""

    duty: Text = Field(alias="分工")
    front_line: YesNo = Field(alias="一线")
    unit: Unit | None = Field(None, alias="所在单位")


class Masterpiece(Written):
    name: Text = Field(alias="名称")
    year: Year = Field(alias="年份")
    note: Text = Field(alias="说明")
    evidence: Evidence = Field((), alias="佐证")


class Craft(Written):
    """Only for the craft type."""

    name: Text = Field(alias="技艺名称")
    lineage: LongText = Field(alias="传承谱系")
    practice: LongText = Field(alias="从艺经历")
    features: LongText = Field(alias="技艺特点")
    heritage: Text = Field(alias="非遗级别")
    works: tuple[Masterpiece, ...] = Field(alias="代表作品", min_length=1)


class Regulation(Written):
    """A regulation (Art. 6(五)); which kinds there are, the policy says."""

    kind: Text = Field(alias="类别")
    name: Text = Field(alias="名称")
    effective: Day = Field(alias="施行日期")
    evidence: Evidence = Field((), alias="佐证")


class PastActivity(Entry):
    """An activity before the application, proving Art. 6(六)."""

    kind: ExchangeKind = Field(alias="类别")
    theme: Text = Field(alias="主题")
    partner: Text | None = Field(None, alias="合作单位")
    place: Text = Field(alias="地点")
    headcount: Count = Field(alias="人数", gt=0)


class PastResult(Entry):
    """A result before the application, proving Art. 6(七)."""

    name: Text = Field(alias="名称")
    kind: ResultKind = Field(alias="类别")
    authors: tuple[Name, ...] = Field(alias="完成人", min_length=1)
    recogniser: Unit = Field(alias="认定单位")
    number: Text | None = Field(None, alias="编号")
    benefit: LongText = Field(alias="效益")


class YearGoal(Written):
    year: Year = Field(alias="年度")
    plan: LongText = Field(alias="计划")


class Goals(Written):
    overall: LongText = Field(alias="总体目标")
    yearly: tuple[YearGoal, ...] = Field(alias="年度计划", min_length=1)


class BudgetItem(Written):
    item: Text = Field(alias="科目")
    amount: Money = Field(alias="金额")
    basis: Text = Field(alias="测算依据")


class Pledge(Written):
    """The leader's word that all is true (Art. 7)."""

    signed: Name = Field(alias="承诺人")
    date: Day = Field(alias="日期")


class Dossier(Written):
    """The whole of `dossier.yaml`."""

    profile: Profile = Field(alias="工作室")
    premises: Premises = Field(alias="场所")
    funds: Funds = Field(alias="经费保障")
    contact: Contact = Field(alias="联系人")
    leader: Leader = Field(alias="带头人")
    craft: Craft | None = Field(None, alias="技艺")
    members: tuple[Member, ...] = Field(alias="成员")
    regulations: tuple[Regulation, ...] = Field(alias="制度")
    activities: tuple[PastActivity, ...] = Field(alias="活动")
    results: tuple[PastResult, ...] = Field(alias="成果")
    goals: Goals = Field(alias="建设目标")
    budget: tuple[BudgetItem, ...] = Field(alias="经费预算")
    pledge: Pledge = Field(alias="承诺")

    @property
    def name(self) -> ComparedName:
        """The studio's name as applied for: the leader's full name + title, unless overridden."""
        called = f"{without_note(self.leader.name)}{self.profile.type.value}"
        return self.profile.name or ComparedName(called)
