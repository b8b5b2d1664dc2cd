from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0003_ladder"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clocklimit",
            name="clock",
            field=models.CharField(
                choices=[
                    ("URGENT_DECISION", "Decide the course of action on an urgent referral"),
                    ("SCREEN_REFERRAL", "Screen the referral"),
                    ("ANSWER_REQUEST", "Answer a request for more information"),
                    ("TELL_REFERRER", "Tell the referrer the outcome"),
                    ("RECONSIDER", "Reconsider a decision the referrer disagrees with"),
                    ("COUNTERSIGN", "Countersign the screening"),
                    ("CORRECT_SCREENING", "Correct the screening that was sent back"),
                    ("INITIAL_MASE", "Hold the first MASE"),
                    ("RESCREEN", "Screen again"),
                    ("PLAN_ACTION", "Do an action of the plan"),
                    ("PLAN_REVIEW", "Review the plan"),
                    ("RETURN_INTERVIEW", "Offer and hold the return interview"),
                    ("SCREEN_AFTER_MISSING", "Screen after a missing episode"),
                    ("SIGN_OFF_RETURN", "Sign off the quarterly return"),
                    ("MATCH_PARKED_ROW", "Settle a parked import row"),
                    ("REVIEW_ACCESS", "Review who has access"),
                    ("NEXT_ACCESS_REVIEW", "Begin the next review of who has access"),
                    ("ANSWER_HAND_OVER", "Accept or decline a case that is handed over"),
                    ("NAME_ADULT_LEAD", "Have an adult lead accept before 17½"),
                    ("CLOSE_SECOND_CASE", "Close one of two open cases of a child"),
                    ("TELL_FORCE", "Tell the receiving police of a child who moves"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="duty",
            name="clock",
            field=models.CharField(
                choices=[
                    ("URGENT_DECISION", "Decide the course of action on an urgent referral"),
                    ("SCREEN_REFERRAL", "Screen the referral"),
                    ("ANSWER_REQUEST", "Answer a request for more information"),
                    ("TELL_REFERRER", "Tell the referrer the outcome"),
                    ("RECONSIDER", "Reconsider a decision the referrer disagrees with"),
                    ("COUNTERSIGN", "Countersign the screening"),
                    ("CORRECT_SCREENING", "Correct the screening that was sent back"),
                    ("INITIAL_MASE", "Hold the first MASE"),
                    ("RESCREEN", "Screen again"),
                    ("PLAN_ACTION", "Do an action of the plan"),
                    ("PLAN_REVIEW", "Review the plan"),
                    ("RETURN_INTERVIEW", "Offer and hold the return interview"),
                    ("SCREEN_AFTER_MISSING", "Screen after a missing episode"),
                    ("SIGN_OFF_RETURN", "Sign off the quarterly return"),
                    ("MATCH_PARKED_ROW", "Settle a parked import row"),
                    ("REVIEW_ACCESS", "Review who has access"),
                    ("NEXT_ACCESS_REVIEW", "Begin the next review of who has access"),
                    ("ANSWER_HAND_OVER", "Accept or decline a case that is handed over"),
                    ("NAME_ADULT_LEAD", "Have an adult lead accept before 17½"),
                    ("CLOSE_SECOND_CASE", "Close one of two open cases of a child"),
                    ("TELL_FORCE", "Tell the receiving police of a child who moves"),
                ],
                max_length=30,
            ),
        ),
    ]
