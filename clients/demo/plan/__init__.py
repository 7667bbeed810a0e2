"""The day plan: who does what at which minute, over which network, and what goes wrong."""

from clients.demo.plan.acts import Act
from clients.demo.plan.day import build_plan
from clients.demo.plan.shape import ActorPlan, DayPlan, NetworkWindow

__all__ = ["Act", "ActorPlan", "DayPlan", "NetworkWindow", "build_plan"]
