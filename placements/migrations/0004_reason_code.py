from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("placements", "0003_uploads")]

    operations = [
        migrations.RenameField(model_name="placement", old_name="reason", new_name="reason_code"),
    ]
