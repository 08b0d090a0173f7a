"""Runs a task of ECS once, waits for its end, and fails if it fails.

Whoever deploys has no way into the network, and need not have one: this function asks ECS, and the task runs inside.
"""

import time

import boto3

ecs = boto3.client("ecs")


def handler(event, context):
    started = _patiently(
        context,
        ecs.run_task,
        cluster=event["cluster"],
        taskDefinition=event["taskDefinition"],
        launchType="FARGATE",
        count=1,
        networkConfiguration={
            "awsvpcConfiguration": {
                "subnets": event["subnets"],
                "securityGroups": event["securityGroups"],
                "assignPublicIp": "DISABLED",
            }
        },
        propagateTags="TASK_DEFINITION",
        startedBy="slipway",
    )
    if started["failures"] or not started["tasks"]:
        raise RuntimeError(f"{event['taskDefinition']} did not start: {started['failures']}")
    task = started["tasks"][0]["taskArn"]

    while context.get_remaining_time_in_millis() > 20_000:
        time.sleep(3)
        state = ecs.describe_tasks(cluster=event["cluster"], tasks=[task])["tasks"][0]
        if state["lastStatus"] == "STOPPED":
            return _result(task, state)
    raise RuntimeError(f"{task} still runs after {event['minutes']} minutes; see its log")


def _patiently(context, call, **arguments):
    """A permission given a moment ago may not have reached every corner of AWS yet."""
    while True:
        try:
            return call(**arguments)
        except ecs.exceptions.AccessDeniedException:
            if context.get_remaining_time_in_millis() < 13 * 60_000:
                raise
            time.sleep(5)


def _result(task, state):
    failed = {c["name"]: c.get("reason") or c.get("exitCode") for c in state["containers"] if c.get("exitCode") != 0}
    if failed:
        raise RuntimeError(f"{task} failed: {failed}; {state.get('stoppedReason')}; see its log")
    return {"task": task}
