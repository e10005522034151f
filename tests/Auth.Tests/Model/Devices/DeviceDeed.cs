namespace Amplify.Tests.Model.Devices;

/// <summary>Something done on a machine or to the pool; it can always be done, and the model says what comes of it.</summary>
internal abstract record DeviceDeed
{
    protected const string NobodyThere = "throws SignInRequired";

    /// <summary>What is seen, and how things stand then.</summary>
    public abstract (string Seen, DeviceState After) Predict(DeviceState s);

    /// <summary>Does it.</summary>
    public abstract Task<string> PerformAsync(DeviceWorld world);
}
